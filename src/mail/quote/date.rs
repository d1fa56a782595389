//! Finds a date or a time in an introduction such as "On 3 Apr 2017 at 15:04". Parses none.

/// Says whether the text holds a whole date or a time of day.
#[must_use]
pub fn has_date_or_time(text: &str) -> bool {
    has_date(text) || has_time(text)
}

/// Finds a whole date.
///
/// `3 Apr 2017`, `Apr 3, 2017`, `3. huhtik. 2017`, `2017-04-03`, `3/4/17`, `2017年4月3日`.
#[must_use]
pub fn has_date(text: &str) -> bool {
    let numbers = numbers(text);
    let joined = numbers.windows(3).any(|triple| {
        let [a, b, c] = triple else {
            return false;
        };
        let gap = |left: &Number, right: &Number| text.get(left.end..right.start);
        let same = |gap: Option<&str>| {
            matches!(
                gap,
                Some("-" | "/" | "." | ". " | "年" | "년 " | "月" | "월 ")
            )
        };
        same(gap(a, b)) && same(gap(b, c)) && (a.is_year() || c.is_year() || c.digits == 2)
    });
    // A day and a year with at most a month and its little words between them.
    joined
        || numbers.windows(2).any(|pair| {
            let [day, year] = pair else {
                return false;
            };
            let between = text.get(day.end..year.start).unwrap_or_default();
            day.digits <= 2
                && year.is_year()
                && between.len() <= 40
                && !between.contains(['<', '@'])
        })
}

/// Finds a time: `15:04`, `15.04`, `15h04`, `5:04 PM`.
#[must_use]
pub fn has_time(text: &str) -> bool {
    numbers(text).windows(2).any(|pair| {
        let [hour, minute] = pair else {
            return false;
        };
        let gap = text.get(hour.end..minute.start);
        hour.digits <= 2 && minute.digits == 2 && matches!(gap, Some(":" | "." | "h" | "："))
    })
}

struct Number {
    start: usize,
    end: usize,
    digits: usize,
    value: u32,
}

impl Number {
    fn is_year(&self) -> bool {
        self.digits == 4 && (1970..=2099).contains(&self.value)
    }
}

fn numbers(text: &str) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut current: Option<Number> = None;
    for (at, byte) in text.bytes().enumerate() {
        if byte.is_ascii_digit() {
            let number = current.get_or_insert(Number {
                start: at,
                end: at,
                digits: 0,
                value: 0,
            });
            number.end = at + 1;
            number.digits += 1;
            number.value = number
                .value
                .saturating_mul(10)
                .saturating_add(u32::from(byte - b'0'));
        } else {
            numbers.extend(current.take());
        }
    }
    numbers.extend(current);
    numbers
}
