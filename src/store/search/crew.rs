//! Work in parts that lie side by side, shared among the processors: somebody waits for all of it.

use std::{
    num::NonZero,
    panic::resume_unwind,
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// Fewer documents are looked through before another thread has begun.
const WORTH: u32 = if cfg!(test) { 100 } else { 200_000 };

// Asking for it reads files.
static PROCESSORS: LazyLock<usize> =
    LazyLock::new(|| thread::available_parallelism().map_or(1, NonZero::get));

/// How many shall work on so many documents.
pub(super) fn size(documents: u32) -> usize {
    if documents < WORTH {
        return 1;
    }
    *PROCESSORS
}

/// Does `work` for each part, by at most so many at a time, who take the first that nobody has. The answers come in any
/// order. A panic of one is a panic of all.
pub(super) fn each<P: Sync, A: Send>(
    workers: usize,
    parts: &[P],
    work: impl Fn(&P) -> A + Sync,
) -> Vec<A> {
    let next = AtomicUsize::new(0);
    let take = || parts.get(next.fetch_add(1, Ordering::Relaxed));
    let work = || -> Vec<A> { std::iter::from_fn(take).map(&work).collect() };
    let others = workers.min(parts.len()).saturating_sub(1);
    thread::scope(|scope| {
        let others: Vec<_> = (0..others).map(|_| scope.spawn(work)).collect();
        let mut answers = work();
        for other in others {
            match other.join() {
                Ok(more) => answers.extend(more),
                Err(panic) => resume_unwind(panic),
            }
        }
        answers
    })
}

#[cfg(test)]
mod tests {
    //! Each part once, by however many.

    use std::panic::catch_unwind;

    use super::each;

    #[test]
    fn every_part_is_done_once_by_however_many() {
        let parts: Vec<u32> = (0..100).collect();
        for workers in [0, 1, 2, 7, 200] {
            let mut squares = each(workers, &parts, |part| part * part);
            squares.sort_unstable();
            let all: Vec<u32> = parts.iter().map(|part| part * part).collect();
            assert_eq!(squares, all, "{workers}");
            assert!(each(workers, &[], |part: &u32| *part).is_empty());
        }
    }

    #[test]
    fn a_panic_of_one_reaches_who_waits() {
        let parts = [1, 2, 3, 4];
        for workers in [1, 3] {
            let done = catch_unwind(|| each(workers, &parts, |part| assert_ne!(*part, 3)));
            assert!(done.is_err(), "{workers}");
        }
    }
}
