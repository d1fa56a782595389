//! Whether somebody is there to get work. Decides; reads no clock.

use super::{time::Timestamp, user::User};

/// True while a person works: active, not switched to away, within their hours in their zone.
///
/// `zone` is the organization's, for those who chose none.
#[must_use]
pub fn is_available(user: &User, zone: &str, now: Timestamp) -> bool {
    if !user.active || user.away {
        return false;
    }
    let Some(hours) = &user.hours else {
        return true;
    };
    let local = now.civil(user.time_zone.as_deref().unwrap_or(zone));
    let day = usize::from(local.weekday.unsigned_abs()).saturating_sub(1);
    let minute = u16::from(local.hour.unsigned_abs()) * 60 + u16::from(local.minute.unsigned_abs());
    let today = hours.days.get(day).copied().flatten();
    today.is_some_and(|(from, to)| (from..to).contains(&minute))
}

#[cfg(test)]
mod tests;
