/* The part "run" of the controller: the run ladder with everything that makes a step up wait.
 *
 * The same steps in the same order as src/lab/search.cpp takes for this part. Letters and variables outside the
 * part are free choices, read as late as the step reads them; what cannot change anything kept is not chosen,
 * which favours SPIN. With OUTCOMES, a choice is not of values that are compared but of what the comparison
 * says: a reduction by hand that favours SPIN further. The states are the same.
 * The numbers of the rules come from `bench_search --rules`. With COUNT, every stored state adds to its layer.
 */
#include "rules.pml"
#include "layers.pml"
#include "choices.pml"

#define CALM (-1)
#define SHOE_CLEAR_SESSIONS 2
#define RESTART 2
#define HIGH 0
#define MODERATE 1
#define LOW 2

#define PENDING_INCREASE (unassessed0 || unassessed1 || unassessed2 || shoe_left > 0)
#define ASKED(irritability) (irritability == LOW -> STREAK_LOW : STREAK_MODERATE)
#define AT_LEAST(a, b) ((a) > (b) -> (a) : (b))
#define IS_HIGH(rung) ((RUN_HIGH >> (rung)) & 1)

bool run_open, own_runs;
unsigned run_rung : 5, run_streak : 2, credits : 2;
bool unassessed0, unassessed1, unassessed2, pending0, pending1, pending2;
unsigned shoe_left : 2, watch_shoe : 2;
bool blocks, blocked, excess, watch_excess, raised, ordered;

/* Letters and outside variables of one step: chosen anew before they are read, so not part of the state. */
hidden byte a, b, c;
hidden short rung, before;

#define BLOCK blocks = true; blocked = true
inline grade(unassessed, pending) {
  if
  :: skip                        /* none */
  :: d_step { BLOCK }            /* incomplete */
  :: d_step { BLOCK }            /* borderline */
  :: d_step { BLOCK }            /* excessive */
  :: if                          /* clear, with what the track's sessions may earn */
     :: d_step { BLOCK }         /* no session */
     :: d_step { BLOCK }         /* not as prescribed */
     :: if
        :: d_step { BLOCK }      /* withheld */
        :: d_step { unassessed = false; pending = false }
        fi
     fi
  fi
}

inline grade_run() {
  if
  :: excess = false
  :: run_open -> excess = true   /* a late one */
  fi;
  watch_excess = excess;
  if
  :: skip
  :: d_step { BLOCK }
  :: d_step { BLOCK }
  :: d_step { BLOCK; if :: run_open -> excess = true; watch_excess = true :: else fi }
  :: if
     :: d_step { BLOCK }
     :: d_step { BLOCK }
     :: if
        :: d_step { BLOCK }
        :: d_step {
             unassessed2 = false;
             pending2 = false;
             run_streak = (run_streak < 3 -> run_streak + 1 : 3);
             credits = (credits < 3 -> credits + 1 : 3);
             assert(run_streak <= credits)
           }
        fi
     fi
  fi
}

inline judge_day() {
  if
  :: skip
  :: d_step { BLOCK }  /* another track's verdict */
  :: d_step { BLOCK }  /* an excess */
  :: d_step { BLOCK }  /* a late excess */
  fi;
  if
  :: shoe_left == 0 && watch_shoe == 0
  :: else ->
     PICK3(a)
     d_step {
       shoe_left = (shoe_left > a -> shoe_left - a : 0);
       watch_shoe = (watch_shoe > a -> watch_shoe - a : 0);
       assert(shoe_left >= watch_shoe)
     }
  fi
}

inline circumstances() {
  if :: skip :: d_step { shoe_left = SHOE_CLEAR_SESSIONS; watch_shoe = SHOE_CLEAR_SESSIONS } fi;
  if :: skip :: d_step { !run_open -> own_runs = true } fi;
  if :: skip :: own_runs = false fi;
  assert(shoe_left >= watch_shoe)
}

#ifdef OUTCOMES
inline order(unassessed, pending) {
  if
  :: skip
  :: d_step { unassessed = true; pending = true }
  :: d_step { unassessed = false; pending = false }
  fi
}
#define order_strength() order(unassessed0, pending0)
#define order_spring() order(unassessed1, pending1)
#else
/* a: open, b: an excess */
inline order_strength() {
  if
  :: skip  /* no order */
  :: PICK_STRENGTH_RUNG(rung)
     PICK_STRENGTH_RUNG(before)
     if
     :: rung == before
     :: rung > before -> PICK2(b) d_step { if :: b == 0 -> unassessed0 = true; pending0 = true :: else fi }
     :: rung < before -> d_step { unassessed0 = false; pending0 = false }
     fi
  fi
}
inline order_spring() {
  if
  :: skip
  :: PICK_SPRING_RUNG(rung)
     PICK2(a)
     PICK_SPRING_RUNG(before)
     if
     :: a && rung == before
     :: rung > before -> PICK2(b) d_step { if :: b == 0 -> unassessed1 = true; pending1 = true :: else fi }
     :: rung < before || (!a && rung == before) -> d_step { unassessed1 = !a; pending1 = !a }
     fi
  fi
}
#endif

inline order_run() {
  if
  :: skip
  :: PICK_RUN_RUNG(rung)
     d_step {
       if
       :: (run_open && rung == run_rung) || (rung > run_rung && excess)
       :: else ->
            unassessed2 = (!run_open || rung > run_rung);
            pending2 = unassessed2;
            raised = unassessed2;
            ordered = unassessed2;
            run_open = true;
            own_runs = false;
            run_rung = rung;
            run_streak = 0;
            credits = 0
       fi;
       assert((rung > run_rung && watch_excess) || (run_open && run_rung == rung));
       assert(!pending2 || unassessed2);
       assert(ordered == raised)
     }
  fi
}

/* A track that an order has raised this morning keeps what is to be assessed. */
#ifdef OUTCOMES
inline fall_strength() {
  if
  :: skip
  :: d_step { BLOCK; unassessed0 = false; pending0 = false }
  :: d_step { BLOCK }
  :: d_step { unassessed0 = false; pending0 = false }  /* on the calm dose already */
  :: pending0 = false
  fi
}
inline fall_spring() {
  if
  :: skip
  :: d_step { BLOCK; unassessed1 = false; pending1 = false }
  :: d_step { BLOCK }
  fi
}
#else
/* a: an excess; b: a step is due for the trend, then: raised by an order; c: time off */
inline fall_strength() {
  PICK2(a)
  PICK3(c)
  PICK_STEP_DUE(b)
  if
  :: !a && !b && c == 0
  :: a || b || c != 0 ->
     PICK_STRENGTH_RUNG(rung)
     if
     :: rung <= 0 && !a
     :: rung > 0 || a ->
        PICK2(b)
        d_step {
          if :: !b -> unassessed0 = false; pending0 = false :: else fi;
          if :: a && rung == CALM -> pending0 = false :: else -> BLOCK fi
        }
     fi
  fi
}
inline fall_spring() {
  if
  :: skip  /* closed */
  :: PICK2(a)
     PICK3(c)
     PICK_STEP_DUE(b)
     if
     :: !a && !b && c == 0
     :: a || b || c != 0 ->
        PICK_SPRING_RUNG(rung)
        if
        :: (a && rung == 0) || c == RESTART -> d_step { unassessed1 = false; pending1 = false; BLOCK }
        :: rung > 0 && c != RESTART ->
           PICK2(b)
           d_step { BLOCK; if :: !b -> unassessed1 = false; pending1 = false :: else fi }
        :: rung == 0 && !a && c != RESTART
        fi
     fi
  fi
}
#endif

inline fall_run() {
  if
  :: !run_open
  :: else ->
     PICK3(c)
#ifdef OUTCOMES
     PICK2(b)
#else
     PICK_STEP_DUE(b)
#endif
     d_step {
       before = run_rung;
       if
       :: (excess && run_rung == 0) || c == RESTART ->
            run_open = false; run_rung = 0; run_streak = 0; credits = 0;
            unassessed2 = false; pending2 = false;
            BLOCK
       :: else ->
            if
            :: run_rung > 0 && (excess || b || c != 0) ->
                 run_rung = run_rung - 1; run_streak = 0; credits = 0;
                 if :: !raised -> unassessed2 = false :: else fi;
                 if :: !ordered -> pending2 = false :: else fi;
                 BLOCK
            :: else
            fi
       fi;
       assert(!watch_excess || !run_open || run_rung < before);
       assert(!pending2 || unassessed2);
       assert(run_streak <= credits)
     }
  fi
}

#define STEP_UP(rung_next) \
  assert(!pending0 && !pending1 && !pending2 && watch_shoe == 0 && !blocked); \
  run_rung = rung_next; run_streak = 0; credits = 0; unassessed2 = true; pending2 = true

inline raise_run() {
  d_step {
    assert(credits >= AT_LEAST(ASKED(a), FLOOR_STREAK));
    assert(run_rung + 1 != RUN_HILLS || credits >= HILLS_CLEAR_RUNS);
    STEP_UP(run_rung + 1)
  }
}
inline open_run(at) {
  d_step { run_open = true; own_runs = false; STEP_UP(at) }
}

#define EARNED \
  (run_streak >= ASKED(a) && (run_rung + 1 != RUN_HILLS || run_streak >= HILLS_CLEAR_RUNS) && run_rung + 1 < RUN_RUNGS)

#ifdef OUTCOMES
inline try_run() {
  if
  :: skip
  :: !PENDING_INCREASE && !blocks ->
     if
     :: run_open ->
        if :: a = MODERATE :: a = LOW fi;
        if :: EARNED -> raise_run() :: else fi
     :: !run_open -> open_run(0)
     :: !run_open && own_runs -> PICK_ENTRY_RUNG(rung) open_run(rung)
     fi
  fi
}
inline try_other(unassessed, pending) {
  if
  :: skip
  :: d_step { !PENDING_INCREASE && !blocks -> unassessed = true; pending = true }
  fi
}
#define try_spring() try_other(unassessed1, pending1)
#define try_strength() try_other(unassessed0, pending0)
#else
/* a: irritability */
inline try_run() {
  do
  :: if
     :: run_open ->
        PICK3(a)
        UNLESS(!EARNED)
        IF_COMMON
        UNLESS(a == HIGH)
        IF_STEADY
        PICK_RUN_RUNG(rung)  /* the highest that orders allow */
        UNLESS(run_rung + 1 > rung)
        if :: run_rung + 1 >= RUN_HILLS -> IF_FREE :: else fi;
        UNLESS(PENDING_INCREASE)
        if :: IS_HIGH(run_rung + 1) -> IF_FIRST_OF_4 :: else fi;
        IF_FREE  /* the check-in */
        UNLESS(blocks)
        raise_run()
     :: !run_open ->
        IF_COMMON
        PICK3(a)
        UNLESS(a == HIGH)
        if
        :: own_runs ->
           if
           :: skip
           :: PICK_ENTRY_RUNG(rung)
              if
              :: !PENDING_INCREASE ->
                 IF_FREE  /* the check-in: without it, nothing opens */
                 UNLESS(blocks)
                 open_run(rung);
                 break
              :: else
              fi
           fi
        :: else
        fi;
        IF_FREE  /* not barred */
        IF_FREE  /* spring open */
        PICK_SPRING_RUNG(rung)
        UNLESS(rung < RUN_GATE)
        if :: rung == RUN_GATE -> PICK4(b) UNLESS(b < ASKED(a)) :: else fi;
        IF_FREE  /* may reopen */
        IF_STEADY
        IF_FREE  /* no recent worsening */
        IF_FREE  /* walk clear */
        IF_FREE  /* raises pass */
        UNLESS(PENDING_INCREASE)
        UNLESS(blocks)
        IF_FREE  /* the check-in */
        open_run(0)
     fi;
     break
  od
}
/* b: streak */
inline try_spring() {
  do
  :: if
     :: UNLESS(run_open && run_rung < RUN_CONTINUOUS)
        PICK3(a)
        PICK4(b)
        UNLESS(b < ASKED(a))
        PICK_SPRING_RUNG(rung)
        UNLESS(rung + 1 >= SPRING_RUNGS)
        IF_COMMON
        UNLESS(a == HIGH)
        IF_STEADY
        UNLESS(PENDING_INCREASE)
        if :: (SPRING_HIGH >> (rung + 1)) & 1 -> IF_FIRST_OF_4 :: else fi;
        IF_FREE
        UNLESS(blocks)
     :: IF_COMMON
        PICK3(a)
        UNLESS(a == HIGH)
        PICK_STRENGTH_RUNG(rung)
        UNLESS(rung < SPRING_GATE)
        if :: rung == SPRING_GATE -> PICK4(b) UNLESS(b < ASKED(a)) :: else fi;
        IF_FREE
        IF_STEADY
        IF_FREE
        UNLESS(PENDING_INCREASE)
        UNLESS(blocks)
        IF_FREE
     fi;
     d_step { unassessed1 = true; pending1 = true };
     break
  od
}
inline try_strength() {
  do
  :: PICK_STRENGTH_RUNG(rung)
     PICK3(a)
     PICK4(b)
     UNLESS(b < (rung == CALM -> STREAK_CALM : ASKED(a)))
     UNLESS(rung + 1 >= STRENGTH_RUNGS)
     IF_COMMON
     UNLESS(a == HIGH)
     IF_STEADY_OR_UNKNOWN
     UNLESS(PENDING_INCREASE)
     IF_FREE
     UNLESS(blocks)
     d_step { unassessed0 = true; pending0 = true };
     break
  od
}
#endif

active proctype controller() {
  do
  :: atomic { STORED(0) d_step {
       excess = false; raised = false; blocks = false;
       watch_excess = false; ordered = false; blocked = false
     } };
     SAME(1); SAME(2); SAME(3);  /* count_spikes */
     atomic { STORED(4) grade(unassessed0, pending0) };
     atomic { STORED(5) grade(unassessed1, pending1) };
     atomic { STORED(6) grade_run() };
     atomic { STORED(7) judge_day() };
     SAME(8);  /* alerts */
     atomic { STORED(9) circumstances() };
     atomic { STORED(10) order_strength() };
     atomic { STORED(11) order_spring() };
     atomic { STORED(12) order_run() };
     SAME(13);  /* entry */
     atomic { STORED(14) fall_strength() };
     atomic { STORED(15) fall_spring() };
     atomic { STORED(16) fall_run() };
     atomic { STORED(17) try_run() };
     atomic { STORED(18) try_spring() };
     atomic { STORED(19) try_strength() };
     SAME(20);  /* plan_impact */
     atomic { STORED(21)
       if :: skip :: d_step { shoe_left = SHOE_CLEAR_SESSIONS; watch_shoe = SHOE_CLEAR_SESSIONS } fi
     }
  od
}
