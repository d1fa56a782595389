//! `/healthz`: does the desk read its store? For probes; tells nothing else.

use poem::{Response, http::StatusCode};

use super::{call::Call, gate::Answer};

/// Answers 200 while the store can be read.
pub async fn health(call: Call) -> Answer {
    let reads = call.run(|desk| desk.newest_change()).await;
    let (status, text) = match reads {
        Ok(_) => (StatusCode::OK, "ok\n"),
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the store cannot be read\n",
        ),
    };
    Ok(Response::builder()
        .status(status)
        .content_type("text/plain; charset=utf-8")
        .body(text))
}
