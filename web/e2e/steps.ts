// What a runner does with the page, as the tests tell it: by labels and roles, as a person finds things.

import type { Page } from "playwright-core";

export async function pain(page: Page, legend: string, score: number): Promise<void> {
  await page.getByRole("group", { name: legend }).getByRole("radio", { name: new RegExp(`^${score}, `) }).check();
}

export async function pick(page: Page, legend: string | RegExp, option: string | RegExp): Promise<void> {
  await page.getByRole("group", { name: legend }).getByRole("radio", { name: option }).check();
}

export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole("button", { name, exact: typeof name === "string" }).first().click();
}

/** A screen that was moved to gives its heading the focus, and whatever had it before loses it again. */
export async function arrived(page: Page): Promise<void> {
  await page.locator("h1:focus").waitFor();
}

export interface Intake {
  usual?: number;
  runs?: { minutes: number; pain: number }[];
  raises?: { left: number; right: number; pain: number };
}

/** From the welcome to the first day's plan. */
export async function intake(page: Page, answers: Intake = {}): Promise<void> {
  await page.getByRole("link", { name: "Start", exact: true }).click();
  await page.getByLabel("None of these").check();
  await press(page, "Next");
  await pick(page, /A doctor or a physiotherapist/, "Yes");
  await press(page, "Next");
  await pick(page, "Place", /Above the heel/);
  await pick(page, "Side", "Right");
  await press(page, "Next");
  await pain(page, "Pain on the first steps", answers.usual ?? 2);
  await pick(page, "Minutes until it loosens up", "10");
  await press(page, "Next");
  await page.getByRole("spinbutton", { name: "Running in a usual week" }).fill("35");
  await page.getByRole("spinbutton", { name: "Longest run of those weeks" }).fill("14");
  await press(page, "Next");
  if (answers.runs) {
    await pick(page, "I have run in the last two weeks", "Yes");
    for (const [i, run] of answers.runs.entries()) {
      if (i > 0) await press(page, "Add a run");
      const row = page.getByRole("group", { name: `Run ${i + 1}` });
      await row.getByRole("spinbutton", { name: "Minutes of running" }).fill(String(run.minutes));
      await row.getByRole("radio", { name: new RegExp(`^${run.pain}, `) }).check();
    }
  } else {
    await pick(page, "I have run in the last two weeks", "No");
  }
  await press(page, "Next");
  if (answers.raises) {
    await page.getByRole("spinbutton", { name: "Left", exact: true }).fill(String(answers.raises.left));
    await page.getByRole("spinbutton", { name: "Right", exact: true }).fill(String(answers.raises.right));
    await pain(page, "Worst pain during the test", answers.raises.pain);
    await press(page, "Next");
  } else {
    await press(page, "Skip");
  }
  await page.getByLabel("A backpack to fill").check();
  await page.getByRole("spinbutton", { name: "Your body mass" }).fill("70");
  await press(page, "Next");
  await press(page, "Show me today");
  await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
}

/** The morning's card on Today. */
export async function morning(page: Page, score: number, settled?: boolean): Promise<void> {
  await pain(page, "Pain on the first steps", score);
  await pick(page, "Stiff for how many minutes?", "10");
  if (settled !== undefined) await pick(page, /^Back to usual since/, settled ? "Yes" : "No");
  await press(page, "Save");
  await page.getByText("Morning saved.").waitFor();
}

/** The first card's session, done as planned. */
export async function sessionAsPlanned(page: Page, during: number, after?: number): Promise<void> {
  await page.getByRole("link", { name: "I did it" }).first().click();
  await page.getByRole("heading", { name: "How did it go?" }).waitFor();
  await pain(page, "Worst pain during it", during);
  if (after !== undefined) await pain(page, "Worst pain after it", after);
  await press(page, "Save");
  await page.getByText("Session saved.").first().waitFor();
}

/** Facts as the server keeps them. */
export async function factsOf(page: Page, diary = "me"): Promise<Record<string, unknown>[]> {
  const response = await page.request.get(`/api/v1/facts?diary=${diary}&limit=10000`);
  const { facts } = (await response.json()) as { facts: { fact: Record<string, unknown> }[] };
  return facts.map((f) => f.fact);
}

/** Gives the server facts beforehand, as another device would. */
export async function give(page: Page, facts: object[]): Promise<void> {
  const response = await page.request.post("/api/v1/facts", { data: facts });
  if (!response.ok()) throw new Error(await response.text());
}
