//! The first of many that are compared, without sorting the rest.

use std::collections::BinaryHeap;

/// The numbers with the lowest ranks, lowest first.
pub(super) fn lowest(ranked: impl Iterator<Item = ((i64, u32), u32)>, limit: usize) -> Vec<u32> {
    let mut heap: BinaryHeap<((i64, u32), u32)> =
        BinaryHeap::with_capacity(limit.min(super::order::FEW as usize));
    for one in ranked {
        if heap.len() < limit {
            heap.push(one);
        } else if heap.peek().is_some_and(|worst| one < *worst) {
            heap.pop();
            heap.push(one);
        }
    }
    let sorted = heap.into_sorted_vec().into_iter();
    sorted.map(|(_, number)| number).collect()
}
