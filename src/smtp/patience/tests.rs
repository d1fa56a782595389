//! Who is waited for how long, by what is said of the slots.

use std::time::Duration;

use tokio::sync::watch;

use super::{Patience, Phase, Pressure, Standing, Timeouts};

fn check(standing: Standing, pressure: Pressure, phase: Phase, age: u64, expected: u64) {
    let (_tell, pressure_of) = watch::channel(pressure);
    let timeouts = Timeouts::default();
    let mut patience = Patience::new(standing, pressure_of);
    // The newest reply was `age` seconds after the beginning.
    let replied = patience.began + Duration::from_secs(age);
    let until = patience.until(&timeouts, phase, replied, 1_000_000);
    let waits = until.saturating_duration_since(replied);
    assert_eq!(
        waits.as_secs(),
        expected,
        "{standing:?} {pressure:?} {phase:?} after {age} s"
    );
}

#[test]
fn who_is_waited_for_how_long() {
    use Phase::{Command, Data};
    use Pressure::{Calm, Full, Tight};
    use Standing::{Exempt, Known, New};
    for standing in [New, Known] {
        check(standing, Calm, Command, 200, 300);
        check(standing, Tight, Command, 0, 10);
        check(standing, Full, Command, 0, 5);
        check(standing, Calm, Data, 200, 600);
    }
    check(Exempt, Full, Command, 200, 300);
    check(Exempt, Full, Data, 200, 600);
    // 60 s in all for whom nobody knows, while slots are short.
    check(New, Tight, Command, 55, 5);
    check(New, Tight, Command, 70, 0);
    check(New, Tight, Data, 20, 40);
    check(New, Full, Data, 0, 60);
    check(Known, Full, Data, 0, 600);
    check(Known, Tight, Command, 55, 10);
}
