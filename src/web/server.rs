//! poem behind the accept loop of `net`: header time-out, connection cap, graceful end.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use futures_util::FutureExt as _;
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

/// The whole header block must be there within this time.
const HEADERS: Duration = Duration::from_secs(10);
/// Largest header block and first line together.
const HEADER_BYTES: usize = 64 << 10;
/// Browsers at once; each holds a few.
const CONNECTIONS: usize = 4_096;
/// What running requests have to end when the desk stops.
const GRACE: Duration = Duration::from_secs(3);

/// Serves until the desk stops, then lets running requests end.
pub async fn serve(listener: TcpListener, web: Arc<Web>, tasks: Tasks) {
    let Ok(local) = listener.local_addr() else {
        return;
    };
    let router = Arc::new(Router::new(web));
    let (graceful, grace_over) = (GracefulShutdown::new(), CancellationToken::new());
    let options = AcceptOptions {
        name: "browser",
        most: CONNECTIONS,
    };
    accept(
        listener,
        options,
        &tasks,
        tasks.stop_token(),
        |stream, peer| {
            let served = connection(stream, peer, local, Arc::clone(&router), &graceful);
            grace_over
                .clone()
                .run_until_cancelled_owned(served)
                .map(drop)
        },
    )
    .await;
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
