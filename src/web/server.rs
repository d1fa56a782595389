//! poem behind an accept loop of our own: header time-out, connection cap, graceful end.

use std::{convert::Infallible, sync::Arc, time::Duration};

use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
};
use poem::{
    Endpoint, Request, http,
    web::{LocalAddr, RemoteAddr},
};
use tokio::{net::TcpListener, sync::Semaphore};
use tokio_util::sync::CancellationToken;

use super::{Web, router::Router};

/// The whole header block must be there within this time.
const HEADERS: Duration = Duration::from_secs(10);
/// Largest header block and first line together.
const HEADER_BYTES: usize = 64 << 10;
/// Browsers at once; each holds a few.
const CONNECTIONS: usize = 4_096;
/// After an error of accept: descriptors may be short for a moment.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// What running requests have to end when the desk stops.
const GRACE: Duration = Duration::from_secs(3);

/// Serves until the desk stops, then lets running requests end.
pub async fn serve(listener: TcpListener, web: Arc<Web>, stopping: CancellationToken) {
    let router = Arc::new(Router::new(web));
    let graceful = GracefulShutdown::new();
    let slots = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else {
            break;
        };
        let accepted = tokio::select! {
            () = stopping.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(error = %error, "a browser's connection was not accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        // Without it an event waits for the next one (Nagle's algorithm).
        let local = match stream.set_nodelay(true).and_then(|()| stream.local_addr()) {
            Ok(local) => local,
            Err(_) => continue,
        };
        let router = Arc::clone(&router);
        let service = hyper::service::service_fn(move |request: http::Request<Incoming>| {
            let router = Arc::clone(&router);
            async move {
                let (local, peer) = (LocalAddr(local.into()), RemoteAddr(peer.into()));
                let request = Request::from((request, local, peer, http::uri::Scheme::HTTP));
                let response = router.get_response(request).await;
                Ok::<_, Infallible>(http::Response::from(response))
            }
        });
        let mut builder = auto::Builder::new(TokioExecutor::new());
        builder
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADERS)
            .max_buf_size(HEADER_BYTES);
        builder.http2().timer(TokioTimer::new());
        let connection = builder
            .serve_connection(TokioIo::new(stream), service)
            .into_owned();
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A browser that went away is no event.
            drop(connection.await);
            drop(slot);
        });
    }
    drop(listener);
    if tokio::time::timeout(GRACE, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::info!("requests were still running and were ended");
    }
}
