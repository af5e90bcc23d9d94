/* A step's first statement runs once for each stored state: with COUNT that counts the states of every layer. */
#ifdef COUNT
c_decl {
  static unsigned long in_layer[32];
  static void print_layers(void) {
    for (int k = 0; k < 32; ++k)
      if (in_layer[k] != 0) printf("layer %d %lu\n", k, in_layer[k]);
  }
  static void count_layer(int k) {
    if (k == 0 && in_layer[0] == 0) atexit(print_layers);
    in_layer[k]++;
  }
};
#define STORED(k) c_code { count_layer(k); };
#define SAME(k) c_code { count_layer(k); }
#else
#define STORED(k)
hidden byte unchanged;
#define SAME(k) unchanged = 0  /* not `skip`, which SPIN takes out */
#endif
