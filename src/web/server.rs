//! poem behind the accept loop of `net`: time-outs, connection caps, graceful end.

use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

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
    net::{
        accept::{AcceptOptions, accept},
        limits::{LimitOptions, Limits},
    },
};

use super::{Web, connection::Activity, router::Router};

/// Largest header block and first line together.
const HEADER_BYTES: usize = 64 << 10;
/// Browsers at once; each holds a few.
pub const CONNECTIONS: usize = 4_096;
/// Of one /32 or /64: a building full of experts comes from one address.
const FROM_BLOCK: usize = 512;
/// A peer of HTTP/2 that is asked whether it is still there answers within half of this.
const PING: Duration = Duration::from_secs(20);
/// What running requests have to end when the desk stops.
const GRACE: Duration = Duration::from_secs(3);

/// How long browsers may do nothing, and how many of them there may be.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// The first request's header block must be there within this time, and each next one's within
    /// the same from its first byte.
    pub first: Duration,
    /// A connection without a running request ends after this time.
    pub idle: Duration,
    /// Loopback is exempt: a proxy on this machine speaks for everybody.
    pub limits: LimitOptions,
}

impl Default for ServeOptions {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            limits: LimitOptions {
                total: CONNECTIONS,
                per_block: FROM_BLOCK,
                new_per_minute: u32::MAX,
                ..LimitOptions::default()
            },
        }
    }
}

/// Serves until the desk stops, then lets running requests end.
pub async fn serve(listener: TcpListener, web: Arc<Web>, options: ServeOptions, tasks: Tasks) {
    let Ok(local) = listener.local_addr() else {
        return;
    };
    let mut limits = options.limits.clone();
    // So does one elsewhere.
    limits.unlimited_from.extend(web.proxies.iter().copied());
    let router = Arc::new(Router::new(web));
    let (graceful, grace_over) = (GracefulShutdown::new(), CancellationToken::new());
    let accepting = AcceptOptions {
        name: "browser",
        most: CONNECTIONS,
        exempt: Vec::new(),
    };
    let limits = Limits::new(limits);
    accept(
        listener,
        accepting,
        &tasks,
        tasks.stop_token(),
        |stream, peer| {
            let admission = limits.admit(peer.ip(), Instant::now());
            let served = admission.map(|admission| {
                let ends = (local, peer);
                let served = connection(stream, ends, Arc::clone(&router), &options, &graceful);
                served.map(move |()| drop(admission))
            });
            let grace_over = grace_over.clone();
            async move {
                match served {
                    Ok(served) => drop(grace_over.run_until_cancelled_owned(served).await),
                    Err(refused) => tracing::debug!(?refused, "a browser is not taken"),
                }
            }
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
    (local, peer): (SocketAddr, SocketAddr),
    router: Arc<Router>,
    options: &ServeOptions,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + 'static {
    let activity = Activity::default();
    let idle = activity.clone().idle(options.first, options.idle);
    let service = hyper::service::service_fn(move |request: http::Request<Incoming>| {
        let router = Arc::clone(&router);
        let running = activity.begin();
        async move {
            let (local, peer) = (LocalAddr(local.into()), RemoteAddr(peer.into()));
            let request = Request::from((request, local, peer, http::uri::Scheme::HTTP));
            let response = router.get_response(request).await;
            let response = http::Response::from(response);
            Ok::<_, Infallible>(response.map(|body| running.with(body)))
        }
    });
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(options.first)
        .max_buf_size(HEADER_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING / 2)
        .max_header_list_size(u32::try_from(HEADER_BYTES).unwrap_or(u32::MAX));
    let connection = builder
        .serve_connection(TokioIo::new(stream), service)
        .into_owned();
    let connection = graceful.watch(connection);
    async move {
        tokio::select! {
            // A browser that went away is no event.
            ended = connection => drop(ended),
            // Also before the first byte, and for one that says half of HTTP/2's preface: hyper
            // itself waits for both without a limit.
            () = idle => {}
        }
    }
}
