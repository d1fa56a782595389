//! What a browser asks when somebody puts the desk among their programs: `/manifest.webmanifest`, and
//! the picture that a telephone of Apple looks for. For everybody: it names nothing of the desk.

use poem::{Response, http::StatusCode};

use crate::domain::user::Language;

use super::{assets, call::Call, error::WebError, gate::Answer, locale::Locales};

/// For an hour: the addresses of the pictures change with their bytes.
const CACHE_CONTROL: &str = "public, max-age=3600";
/// The ground of pages in light, and the accent, as the style sheet has them: a manifest knows one scheme.
const GROUND: &str = "#f3f4f1";
const ACCENT: &str = "#0a5a78";

/// Describes the desk as a program, in the language that the address names.
pub async fn manifest(call: Call) -> Answer {
    let language = call.query.get("lang").and_then(Language::from_word);
    let language = language.unwrap_or(call.look.language);
    let document = document(&call.web.locales, language)?;
    Ok(Response::builder()
        .status(StatusCode::OK)
        .content_type("application/manifest+json")
        .header("cache-control", CACHE_CONTROL)
        .body(document))
}

fn document(locales: &Locales, language: Language) -> Result<String, WebError> {
    let say = |id: &str| locales.text(language, id, &[]).map_err(WebError::internal);
    let icon = |name: &str, sizes: &str, purpose: &str| {
        serde_json::json!({
            "src": assets::url(name), "sizes": sizes, "type": "image/png", "purpose": purpose,
        })
    };
    let document = serde_json::json!({
        "id": "/",
        "name": "Guichet",
        "short_name": "Guichet",
        "description": say("manifest-description")?,
        "lang": language.word(),
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": ACCENT,
        "icons": [
            icon("icon_192.png", "192x192", "any"),
            icon("icon_512.png", "512x512", "any"),
            icon("icon_maskable.png", "512x512", "maskable"),
        ],
        "shortcuts": [
            { "name": say("app-tickets")?, "url": "/tickets" },
            { "name": say("app-inbox")?, "url": "/inbox" },
        ],
    });
    Ok(document.to_string())
}

/// The picture under the address that is looked for without a link, too.
pub async fn touch_icon(_: Call) -> Answer {
    let icon = assets::url("icon_apple.png").and_then(assets::asset);
    let icon = icon.ok_or(WebError::NotFound)?;
    Ok(Response::builder()
        .content_type(icon.content_type)
        .header("cache-control", CACHE_CONTROL)
        .header("etag", icon.etag)
        .body(icon.bytes))
}
