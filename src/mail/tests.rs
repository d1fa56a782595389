//! What the tests of this room share: the processor's time, which others on the machine do not take.

use std::time::Duration;

/// The time that the processor gave to this thread so far.
pub(super) fn processor_time() -> Duration {
    // `/proc/thread-self/schedstat`: nanoseconds on the processor, nanoseconds waiting, time slices.
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts it");
    let nanos = stat.split(' ').next().and_then(|nanos| nanos.parse().ok());
    Duration::from_nanos(nanos.expect("a number"))
}

#[test]
fn work_takes_processor_time_and_waiting_none() {
    let start = processor_time();
    std::thread::sleep(Duration::from_millis(50));
    assert!(processor_time() - start < Duration::from_millis(40));
    let mut sum = 0u64;
    while processor_time() - start < Duration::from_millis(50) {
        sum = std::hint::black_box(sum + 1);
    }
}
