//! Character references in HTML, undone and made. Linear; what is no reference stays as it is.

/// The longest name is `&CounterClockwiseContourIntegral;`.
const MAX_REFERENCE: usize = 40;

/// Undoes character references.
#[must_use]
pub fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let length = match reference(rest) {
            Some((decoded, length)) => {
                out.push_str(&decoded);
                length
            }
            None => {
                out.push('&');
                1
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

// A reference at the start of `text` and its length. WHATWG HTML 13.2.5.80: numbers need no
// semicolon.
fn reference(text: &str) -> Option<(String, usize)> {
    let body = text.strip_prefix('&')?;
    if let Some(number) = body.strip_prefix('#') {
        let (digits, radix, prefix) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, 3),
            None => (number, 10, 2),
        };
        let length = digits
            .bytes()
            .take_while(|byte| char::from(*byte).is_digit(radix))
            .count();
        let value = digits.get(..length).filter(|digits| !digits.is_empty())?;
        let c = u32::from_str_radix(value.trim_start_matches('0'), radix)
            .ok()
            .and_then(char::from_u32)
            .filter(|&c| c != '\0')
            .unwrap_or('\u{fffd}');
        let semicolon = usize::from(
            digits
                .get(length..)
                .is_some_and(|rest| rest.starts_with(';')),
        );
        return Some((c.to_string(), prefix + length + semicolon));
    }
    let name = body
        .bytes()
        .take(MAX_REFERENCE)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let token = body.get(..name).filter(|name| !name.is_empty())?;
    if !body.get(name..)?.starts_with(';') {
        return None;
    }
    let mut out = String::new();
    let token = format!("&{token};");
    mail_parser::decoders::html::add_html_token(&mut out, token.as_bytes(), false);
    Some((out, token.len()))
}

/// Writes text for use between tags or in a double-quoted attribute.
pub fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0' => {}
            c => out.push(c),
        }
    }
}
