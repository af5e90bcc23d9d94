/* The part "alert" of the controller: urgent, refer, the last four verdicts of each track, and the watch's own.
 *
 * The same steps in the same order as src/lab/search.cpp takes for this part; letters are free choices. What a
 * step reads of variables outside the part, and cannot change anything kept, is not chosen: that favours SPIN.
 * The numbers of the rules come from `bench_search --rules`. With COUNT, every stored state adds to its layer.
 */
#include "rules.pml"
#include "layers.pml"

#define INCOMPLETE 1
#define CLEAR 2
#define BORDERLINE 3
#define EXCESSIVE 4
#define PENDING 5

#define WINDOW ((1 << SPIKES_OF) - 1)
#define ONES(x) (((x) & 1) + (((x) >> 1) & 1) + (((x) >> 2) & 1) + (((x) >> 3) & 1))
#define KNOWN(v) (v == CLEAR || v == BORDERLINE || v == EXCESSIVE)

bool urgent, refer;
unsigned spikes0 : 4, spikes1 : 4, spikes2 : 4;
unsigned history0 : 4, history1 : 4, history2 : 4;

/* Letters of one step: chosen anew before they are read, so not part of the state. */
hidden byte late, late_first, clear_urgent, clear_refer, flag_urgent, flag_refer, referred;
hidden byte verdict;

inline count_spikes(spikes, history) {
  if
  :: late = false
  :: late = true; if :: late_first = false :: late_first = true fi
  fi;
  if
  :: verdict = 0
  :: verdict = INCOMPLETE
  :: verdict = CLEAR
  :: verdict = BORDERLINE
  :: verdict = EXCESSIVE
  :: verdict = PENDING
  fi;
  d_step {
    referred = refer;
    if
    :: late && late_first -> spikes = ((spikes << 1) & WINDOW) | 1; history = ((history << 1) & 15) | 1
    :: late && !late_first -> spikes = (spikes & WINDOW) | 1; history = history | 1
    :: else
    fi;
    if
    :: KNOWN(verdict) ->
         spikes = ((spikes << 1) | (verdict == EXCESSIVE)) & WINDOW;
         history = ((history << 1) | (verdict == EXCESSIVE)) & 15
    :: else
    fi;
    if :: ONES(spikes) >= SPIKES -> refer = true :: else fi;
    assert(ONES(history) < FLOOR_SPIKES || refer);
    assert(!refer || referred || history != 0)
  }
}

active proctype controller() {
  do
  :: atomic { STORED(0) count_spikes(spikes0, history0) };
     atomic { STORED(1) count_spikes(spikes1, history1) };
     atomic { STORED(2) count_spikes(spikes2, history2) };
     SAME(3); /* judge_day */
     atomic { /* alerts */
       STORED(4)
       if :: clear_urgent = false :: clear_urgent = true fi;
       if :: clear_refer = false :: clear_refer = true fi;
       if :: flag_urgent = false :: flag_urgent = true fi;
       if :: flag_refer = false :: flag_refer = true fi;
       d_step {
         urgent = (urgent && !clear_urgent) || flag_urgent;
         refer = (refer && !clear_refer) || flag_refer;
         if
         :: clear_refer ->
              spikes0 = 0; spikes1 = 0; spikes2 = 0;
              history0 = 0; history1 = 0; history2 = 0
         :: else
         fi;
         assert(!flag_urgent || urgent);
         assert(!flag_refer || refer)
       }
     }
     SAME(5) /* take_sessions */
  od
}
