//! The tools are shared between threads, and few of them are kept.

use super::*;

#[test]
fn many_threads_pack_and_unpack_and_few_tools_stay() {
    let texts: Vec<Vec<u8>> = (0..2 * KEPT)
        .map(|n| format!("line {n}\n").repeat(1_024).into_bytes())
        .collect();
    std::thread::scope(|scope| {
        for text in &texts {
            scope.spawn(move || {
                for _ in 0..20 {
                    let packed = pack(text).unwrap();
                    assert!(packed.len() < text.len());
                    assert_eq!(&unpack(&packed, text.len()).unwrap(), text);
                }
            });
        }
    });
    assert!(PACKERS.0.lock().unwrap().len() <= KEPT);
    assert!(UNPACKERS.0.lock().unwrap().len() <= KEPT);
}

#[test]
fn what_is_too_long_or_was_never_packed_is_refused() {
    let packed = pack(&[7; 10_000]).unwrap();
    assert!(unpack(&packed, 9_999).is_err());
    assert!(unpack(b"never packed", 100).is_err());
    // A tool that failed is not kept, the next one works.
    assert_eq!(unpack(&packed, 10_000).unwrap(), [7; 10_000]);
}
