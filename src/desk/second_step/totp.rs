//! One-time codes by time (RFC 6238): SHA-1, 30 s, six digits, as every authenticator app makes them.

use hmac::{Hmac, Mac};
use sha1::Sha1;

use crate::domain::time::Timestamp;

/// Bytes of a seed: as many as the hash has (RFC 4226, 4).
pub(super) const SEED_BYTES: usize = 20;
/// Seconds of a step.
const STEP: u64 = 30;
/// Steps that a telephone's clock may be off, either way.
const DRIFT: u64 = 2;
const DIGITS: u32 = 1_000_000;

/// The step of a time.
pub(super) fn step(now: Timestamp) -> u64 {
    u64::try_from(now.0).unwrap_or(0) / 1_000_000 / STEP
}

/// The code of a step (RFC 4226, 5.3).
pub(super) fn code(seed: &[u8], step: u64) -> Option<u32> {
    let mut mac = Hmac::<Sha1>::new_from_slice(seed).ok()?;
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash.last()? & 15);
    let bytes: [u8; 4] = hash.get(at..at + 4)?.try_into().ok()?;
    Some((u32::from_be_bytes(bytes) & 0x7fff_ffff) % DIGITS)
}

/// The step whose code was typed, if it is near and newer than the last one that was taken.
pub(super) fn accepts(seed: &[u8], typed: &str, last: u64, now: Timestamp) -> Option<u64> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let all_digits = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let typed: u32 = digits.parse().ok().filter(|_| all_digits)?;
    let middle = step(now);
    // Every step is compared, so that the time says nothing.
    let near = middle.saturating_sub(DRIFT)..=middle + DRIFT;
    let found = near.filter(|step| code(seed, *step) == Some(typed));
    found.filter(|step| *step > last).max()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const SEED: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six of eight digits.
        for (seconds, expected) in [
            (59, 287_082),
            (1_111_111_109, 81_804),
            (1_111_111_111, 50_471),
            (1_234_567_890, 5_924),
            (2_000_000_000, 279_037),
            (20_000_000_000, 353_130),
        ] {
            let step = step(Timestamp(seconds * 1_000_000));
            assert_eq!(code(SEED, step), Some(expected), "{seconds}");
        }
    }

    #[test]
    fn a_clock_may_be_off_a_little_and_a_code_works_once() {
        let now = Timestamp(1_790_000_010_000_000);
        let at = |now| format!("{:06}", code(SEED, step(now)).unwrap());
        let minute = Duration::from_secs(60);
        for (off, accepted) in [(0, true), (40, true), (60, true), (90, false), (180, false)] {
            let off_by = Duration::from_secs(off);
            for typed in [at(now.plus(off_by)), at(now.minus(off_by))] {
                let taken = accepts(SEED, &typed, 0, now);
                assert_eq!(taken.is_some(), accepted, "{off} s");
            }
        }
        let typed = at(now);
        let taken = accepts(SEED, &typed, 0, now).unwrap();
        assert_eq!(accepts(SEED, &typed, taken, now), None);
        assert_eq!(accepts(SEED, &at(now.minus(minute)), taken, now), None);
        assert!(accepts(SEED, &at(now.plus(minute)), taken, now).is_some());
    }

    #[test]
    fn only_six_digits_are_a_code() {
        let now = Timestamp(59_000_000);
        for (typed, accepted) in [
            ("287082", true),
            ("287 082", true),
            (" 287082 ", true),
            ("+87082", false),
            ("0287082", false),
            ("28708", false),
            ("", false),
            ("２８７０８２", false),
        ] {
            assert_eq!(
                accepts(SEED, typed, 0, now).is_some(),
                accepted,
                "{typed:?}"
            );
        }
    }
}
