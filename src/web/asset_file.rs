//! `/assets/{name}.{hash}.{ext}`: unchangeable, compressed when the desk was built.

use poem::{Response, http::StatusCode};

use super::{assets, call::Call, error::WebError, gate::Answer};

/// Serves a file of the pages.
pub async fn asset_file(call: Call) -> Answer {
    let asset = assets::asset(call.uri.path()).ok_or(WebError::NotFound)?;
    let builder = Response::builder()
        .content_type(asset.content_type)
        .header("cache-control", assets::CACHE_CONTROL)
        .header("etag", asset.etag)
        .header("vary", "accept-encoding");
    if call
        .header("if-none-match")
        .is_some_and(|known| known.contains(asset.etag))
    {
        return Ok(builder.status(StatusCode::NOT_MODIFIED).finish());
    }
    let takes_gzip = call
        .header("accept-encoding")
        .is_some_and(|takes| takes.contains("gzip"));
    Ok(if takes_gzip {
        builder.header("content-encoding", "gzip").body(asset.gzip)
    } else {
        builder.body(asset.bytes)
    })
}
