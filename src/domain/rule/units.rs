//! Time spans and sizes as people write them in a rule.

/// Reads a time span: a number with `m`, `h` or `d` behind it. Seconds.
#[must_use]
pub fn read_span(text: &str) -> Option<u64> {
    let text = text.trim();
    let at = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(at);
    let factor = match unit.trim() {
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}

/// Writes a time span in the largest unit that it is a whole number of.
#[must_use]
pub fn write_span(seconds: u64) -> String {
    match seconds {
        s if s > 0 && s % 86_400 == 0 => format!("{}d", s / 86_400),
        s if s > 0 && s % 3_600 == 0 => format!("{}h", s / 3_600),
        s => format!("{}m", s / 60),
    }
}

/// What a rule says to take a due time away.
pub const NO_DUE: &str = "none";

/// Reads a time span in business hours: a number with `m` or `h` behind it, for a day of them is
/// as long as somebody is there. Seconds.
#[must_use]
pub fn read_hours(text: &str) -> Option<u64> {
    read_span(text).filter(|_| !text.trim_end().ends_with('d'))
}

/// Writes a time span in business hours.
#[must_use]
pub fn write_hours(seconds: u64) -> String {
    match seconds {
        s if s > 0 && s % 3_600 == 0 => format!("{}h", s / 3_600),
        s => format!("{}m", s / 60),
    }
}

/// Reads a size: a number of bytes, or one with `KB` or `MB` behind it. Bytes.
#[must_use]
pub fn read_size(text: &str) -> Option<u64> {
    let text = text.trim();
    let at = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let factor = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" => 1 << 10,
        "m" | "mb" => 1 << 20,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}

/// Writes a size in the largest unit that it is a whole number of.
#[must_use]
pub fn write_size(bytes: u64) -> String {
    match bytes {
        b if b > 0 && b % (1 << 20) == 0 => format!("{} MB", b >> 20),
        b if b > 0 && b % (1 << 10) == 0 => format!("{} KB", b >> 10),
        b => format!("{b}"),
    }
}

#[cfg(test)]
mod tests;
