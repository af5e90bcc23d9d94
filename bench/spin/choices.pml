/* Free choices. Each option is one transition of SPIN's; `select` would take one for every value it counts past. */
#define PICK2(x) if :: x = 0 :: x = 1 fi;
#define PICK3(x) if :: x = 0 :: x = 1 :: x = 2 fi;
#define PICK4(x) if :: x = 0 :: x = 1 :: x = 2 :: x = 3 fi;
/* worsening with its step due or not; rising, drifted, unknown, steady */
#define PICK_STEP_DUE(x) if :: x = 0 :: x = 0 :: x = 0 :: x = 0 :: if :: x = 0 :: x = 1 fi fi;

/* Inside `do :: ... break od`: leaves it where one variable, free here, says so. */
#define UNLESS(condition) if :: condition -> break :: else fi;
#define IF_FREE if :: break :: skip fi;
#define IF_STEADY if :: break :: break :: break :: break :: skip fi;
#define IF_STEADY_OR_UNKNOWN if :: break :: break :: break :: skip :: skip fi;
#define IF_FIRST_OF_4 if :: break :: break :: break :: skip fi;
/* urgent, refer, held */
#define IF_COMMON IF_FREE IF_FREE IF_FREE
