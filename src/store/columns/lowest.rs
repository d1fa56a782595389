//! The first of many that are compared, without sorting the rest.

/// A row by its rank, and its number.
type Ranked = ((i64, u32), u32);

/// The numbers with the lowest ranks, lowest first.
pub(super) fn lowest(ranked: impl Iterator<Item = Ranked>, limit: usize) -> Vec<u32> {
    let mut kept: Vec<Ranked> = Vec::new();
    // Once there are enough, what stands behind all of them is passed over.
    let mut worst: Option<Ranked> = None;
    for one in ranked {
        if worst.is_some_and(|worst| one > worst) {
            continue;
        }
        kept.push(one);
        if kept.len() > limit.saturating_mul(2) {
            worst = cut(&mut kept, limit);
        }
    }
    cut(&mut kept, limit);
    kept.sort_unstable();
    kept.into_iter().map(|(_, number)| number).collect()
}

/// Keeps the lowest, in no order, and gives the last of them.
fn cut(kept: &mut Vec<Ranked>, limit: usize) -> Option<Ranked> {
    let last = limit.checked_sub(1).filter(|last| *last < kept.len());
    let worst = last.map(|last| *kept.select_nth_unstable(last).1);
    kept.truncate(limit);
    worst
}
