//! What is wrong with a document, in words for who wrote it: the field, and what it takes. serde
//! speaks of our types, which nobody outside knows.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// Says a refusal of serde's in plain words; `path` leads to the field that it is about.
#[must_use]
pub fn say<T: DeserializeOwned>(detail: &str, body: &Value, path: &[String]) -> String {
    let field = match path {
        [] => "the body".to_owned(),
        path => path.join("."),
    };
    if detail.starts_with("missing field `") {
        return format!("{field}: this is needed");
    }
    let choices = || choices(&after(detail, "`, expected ")?);
    if detail.starts_with("unknown field `") {
        return match choices() {
            Some(known) => format!("{field}: there is no such field; there are: {known}"),
            None => format!("{field}: there is no such field"),
        };
    }
    if let Some(allowed) = words_of::<T>(body, path) {
        return format!("{field}: this is one of: {allowed}");
    }
    if detail.starts_with("unknown variant `")
        && let Some(allowed) = choices()
    {
        return format!("{field}: each is one of: {allowed}");
    }
    let found = path.iter().try_fold(body, |value, key| value.get(key));
    match after(detail, "expected ").and_then(|kind| takes(&kind)) {
        // The list is one; what stands in it is not what it should be.
        Some(kind) if found.is_some_and(Value::is_array) && kind != "a list" => {
            format!("{field}: this is a list, and each in it {kind}")
        }
        Some(kind) => format!("{field}: this is {kind}"),
        None => format!("{field}: this cannot stand here"),
    }
}

/// What stands behind the last occurrence of a mark: what was sent may hold it too, and comes first.
fn after(detail: &str, mark: &str) -> Option<String> {
    let (_, rest) = detail.rsplit_once(mark)?;
    Some(rest.to_owned())
}

/// The words between backticks, of "expected one of `a`, `b`".
fn choices(expected: &str) -> Option<String> {
    let words: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// The words that a field takes, if it takes some of a closed list: a word that is none of them is
/// refused with all of them.
fn words_of<T: DeserializeOwned>(body: &Value, path: &[String]) -> Option<String> {
    if path.is_empty() {
        return None;
    }
    let mut other = body.clone();
    let place = path
        .iter()
        .try_fold(&mut other, |value, key| value.get_mut(key))?;
    *place = Value::String(String::new());
    let refused = serde_json::from_value::<T>(other).err()?.to_string();
    choices(refused.strip_prefix("unknown variant ``, ")?)
}

/// A type of serde's as people call it.
fn takes(kind: &str) -> Option<&'static str> {
    let kind = kind
        .split([',', ' '])
        .find(|word| !matches!(*word, "a" | "an"))?;
    Some(match kind {
        "string" | "str" | "borrowed" => "a text",
        "boolean" => "true or false",
        "sequence" => "a list",
        "struct" | "map" => "an object with fields",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, 0 or more",
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "f32" | "f64" => "a number",
        _ => return None,
    })
}
