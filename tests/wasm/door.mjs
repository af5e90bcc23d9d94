// Both builds of the door behind one interface: springback.wasm in this process, the native one in a child.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export class WasmDoor {
  static async load(path) {
    const module = await WebAssembly.compile(readFileSync(path));
    const wishes = WebAssembly.Module.imports(module);
    if (wishes.length > 0) throw new Error(`the module wants ${wishes.map((w) => w.name)} of its host`);
    const { exports } = await WebAssembly.instantiate(module, {});
    exports._initialize();
    return new WasmDoor(exports);
  }

  constructor(exports) {
    this.wasm = exports;
  }

  #send(bytes, to) {
    const at = this.wasm.sb_alloc(bytes.length);
    new Uint8Array(this.wasm.memory.buffer).set(bytes, at);
    const answer = to(at, bytes.length);
    this.wasm.sb_free(at, bytes.length);
    const size = new DataView(this.wasm.memory.buffer).getUint32(answer, true);
    const said = Buffer.from(new Uint8Array(this.wasm.memory.buffer, answer + 4, size));
    this.wasm.sb_release(answer);
    return said;
  }

  async call(bytes) {
    return this.#send(bytes, (at, size) => this.wasm.sb_call(at, size));
  }

  async readFit(bytes) {
    return this.#send(bytes, (at, size) => this.wasm.sb_read_fit(at, size));
  }

  get memoryBytes() {
    return this.wasm.memory.buffer.byteLength;
  }
}

export class NativeDoor {
  #wanted = [];
  #parts = [];
  #held = 0;

  constructor(path) {
    this.child = spawn(path, [], { stdio: ["pipe", "pipe", "inherit"] });
    this.child.stdout.on("data", (part) => {
      this.#parts.push(part);
      this.#held += part.length;
      this.#deliver();
    });
    this.child.on("exit", (code) => {
      for (const { reject } of this.#wanted) reject(new Error(`the native door ended with ${code}`));
    });
  }

  #deliver() {
    while (this.#held >= 4) {
      const all = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
      this.#parts = [all];
      const size = all.readUInt32LE(0);
      if (all.length < 4 + size) return;
      this.#wanted.shift().resolve(all.subarray(4, 4 + size));
      this.#parts = [all.subarray(4 + size)];
      this.#held = all.length - 4 - size;
    }
  }

  #send(letter, bytes) {
    const head = Buffer.alloc(5);
    head.write(letter, 0, "latin1");
    head.writeUInt32LE(bytes.length, 1);
    return new Promise((resolve, reject) => {
      this.#wanted.push({ resolve, reject });
      this.child.stdin.write(head);
      this.child.stdin.write(bytes);
    });
  }

  call(bytes) {
    return this.#send("c", bytes);
  }
  readFit(bytes) {
    return this.#send("f", bytes);
  }
  protocol(toml) {
    return this.#send("p", toml);
  }
  recording(seed) {
    return this.#send("r", Buffer.from(String(seed)));
  }
  close() {
    this.child.stdin.end();
  }
}
