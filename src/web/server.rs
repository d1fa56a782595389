//! poem behind the accept loop of `net`: header time-out, connection cap, graceful end.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
};
use poem::{
    Endpoint, Request, http,
    web::{LocalAddr, RemoteAddr},
};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::{
    base::tasks::Tasks,
    net::accept::{AcceptOptions, accept},
};

use super::{Web, router::Router};
use crate::base::tasks::Tasks;

/// The whole header block must be there within this time.
const HEADERS: Duration = Duration::from_secs(10);
/// Largest header block and first line together.
const HEADER_BYTES: usize = 64 << 10;
/// Browsers at once; each holds a few.
const CONNECTIONS: usize = 4_096;
/// What running requests have to end when the desk stops.
const GRACE: Duration = Duration::from_secs(3);

/// Serves until the desk stops, then lets running requests end.
<<<<<<< HEAD
pub async fn serve(
    listener: TcpListener,
    web: Arc<Web>,
    tasks: Tasks,
    stopping: CancellationToken,
) {
    let Ok(local) = listener.local_addr() else {
        return;
    };
    let router = Arc::new(Router::new(web));
    let graceful = GracefulShutdown::new();
    let options = AcceptOptions {
        name: "browser",
        most: CONNECTIONS,
    };
    accept(listener, options, &tasks, stopping, |stream, peer| {
        connection(stream, peer, local, Arc::clone(&router), &graceful)
    })
    .await;
=======
pub async fn serve(listener: TcpListener, web: Arc<Web>, tasks: Tasks) {
    let (stopping, grace_over) = (tasks.stop_token(), CancellationToken::new());
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
        let grace_over = grace_over.clone();
        tasks.spawn("web connection", async move {
            tokio::select! {
                // A browser that went away is no event.
                _ = connection => {}
                () = grace_over.cancelled() => {}
            }
            drop(slot);
        });
    }
    drop(listener);
>>>>>>> 450eb2c (web: every page and door tried through a real port)
    if tokio::time::timeout(GRACE, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::info!("requests were still running and were ended");
        grace_over.cancel();
    }
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    local: SocketAddr,
    router: Arc<Router>,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + 'static {
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
    async move {
        // A browser that went away is no event.
        drop(connection.await);
    }
}
