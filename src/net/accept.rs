//! The accept loop of the web and of SMTP. Never spins on an error, never accepts beyond its cap.

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_util::sync::CancellationToken;

use crate::{base::tasks::Tasks, domain::ip_net::IpNet};

/// Pause after a failed accept: with no descriptor left, the next one fails at once too.
const AFTER_ERROR: Duration = Duration::from_millis(100);

/// How a listener is served.
#[derive(Clone, Debug)]
pub struct AcceptOptions {
    /// Name of the tasks, one per connection.
    pub name: &'static str,
    /// Connections at once; further ones wait in the kernel's queue.
    pub most: usize,
    /// Peers that are taken beyond `most`. While there are any, nobody waits in the queue, as they
    /// would wait behind them: a further connection of others is closed at once.
    pub exempt: Vec<IpNet>,
}

impl AcceptOptions {
    fn exempts(&self, peer: SocketAddr) -> bool {
        let ip = peer.ip().to_canonical();
        self.exempt.iter().any(|net| net.contains(ip))
    }
}

/// Accepts until `stop`, one task per connection. Running connections are not touched by `stop`.
pub async fn accept<F>(
    listener: TcpListener,
    options: AcceptOptions,
    tasks: &Tasks,
    stop: CancellationToken,
    serve: impl Fn(TcpStream, SocketAddr) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let slots = Arc::new(Semaphore::new(options.most));
    loop {
        let next = async {
            let slot = if options.exempt.is_empty() {
                // The semaphore is never closed.
                Arc::clone(&slots).acquire_owned().await.ok()
            } else {
                None
            };
            (slot, listener.accept().await)
        };
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => return,
            accepted = next => accepted,
        };
        match accepted {
            (slot, Ok((stream, peer))) => {
                let slot = slot.or_else(|| Arc::clone(&slots).try_acquire_owned().ok());
                if slot.is_none() && !options.exempts(peer) {
                    tracing::debug!(listener.name = options.name, "no place for a connection");
                    continue;
                }
                // An answer is one small write: it must not wait for the client's ACK.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "TCP_NODELAY was refused");
                }
                let connection = serve(stream, peer);
                tasks.spawn(options.name, async move {
                    connection.await;
                    drop(slot);
                });
            }
            (_, Err(error)) => {
                tracing::warn!(listener.name = options.name, %error, "accept failed");
                tokio::time::sleep(AFTER_ERROR).await;
            }
        }
    }
}
