//! The composition root: opens the desk, starts every door, ends them in order.
//!
//! Shutdown order, tested: stop accepting; 421 to idle SMTP, up to 6 s for a running DATA; end
//! event streams and requests; let transactions finish; flush; exit 0 within 10 s.

mod background;

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use anyhow::Context;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{
    base::{clock::Clock, tasks::Tasks},
    config::Config,
    control, demo,
    desk::{Desk, DeskOptions},
    net::{conversation::Conversation, limits::LimitOptions, tls},
    outbox, smtp,
    store::StoreError,
    web::{self, Web, site::Site},
};

/// So many of the largest mails fit on the disk, whatever its reserve is set to.
const LARGEST_MAILS: u64 = 3;
/// The store, listeners, deliveries, the control socket, the service manager; generously.
const OTHER_FILES: u64 = 128;
/// The shutdown in its order; what is left of the 10 s is for threads that do not end.
const SHUTDOWN: Duration = Duration::from_secs(9);

/// A running desk.
pub struct App {
    pub desk: Arc<Desk>,
    pub web: SocketAddr,
    pub smtp: SocketAddr,
    /// `scheme://host[:port]`, the source of every link.
    pub origin: String,
    doors: Tasks,
    inner: Tasks,
}

impl App {
    /// Opens the data folder and every door.
    ///
    /// # Errors
    /// A sentence that says what is in the way: another desk, an address in use, the disk; or that
    /// the folder is a demo's, whose mail has nowhere to go here.
    pub async fn start(config: &Config, clock: Clock) -> anyhow::Result<Self> {
        let desk = open(config)?;
        demo::refuse(&desk).with_context(|| config.data.display().to_string())?;
        Self::start_on(config, clock, desk).await
    }

    /// The same on a demo's folder, which is made if it is empty.
    ///
    /// # Errors
    /// As [`App::start`]; a real desk's folder is refused.
    pub async fn start_demo(config: &Config, clock: Clock) -> anyhow::Result<(Self, demo::Demo)> {
        let desk = open(config)?;
        let demo = demo::Demo::open(&desk, clock.now())
            .await
            .with_context(|| config.data.display().to_string())?;
        let app = Self::start_on(config, clock, desk).await?;
        Ok((app, demo))
    }

    async fn start_on(config: &Config, clock: Clock, desk: Arc<Desk>) -> anyhow::Result<Self> {
        // Before any door opens: what a backup brought back is shown to nobody.
        let now = clock.now();
        match desk.run(move |desk| desk.erase_at_start(now)).await? {
            // Tried again each hour and at the next start; a desk that cannot write is still read.
            Err(error @ StoreError::Full) => {
                tracing::error!(error = %error, "an erasure is not done yet");
            }
            erased => erased?,
        }
        let web = listen(config.web.listen, "web").await?;
        let smtp = listen(config.smtp.listen, "smtp").await?;
        let (web_address, smtp_address) = (web.local_addr()?, smtp.local_addr()?);
        let site = match &config.web.url {
            Some(url) => Site::configured(&url.to_string()),
            None => Site::local(web_address),
        };
        let origin = site.origin().to_owned();
        let (doors, inner) = (Tasks::new(), Tasks::new());
        let conversation = Conversation::default();

        let control =
            control::server::bind(&config.data).context("the control socket cannot be made")?;
        let (of_control, control_clock) = (Arc::clone(&desk), clock.clone());
        doors.spawn(
            "control",
            control::server::serve(
                control,
                of_control,
                control_clock,
                control::server::Patience::default(),
                doors.stop_token(),
            ),
        );

        let receiver = smtp::server::Server::new(
            smtp_options(config, &clock, &desk)?,
            Arc::clone(&desk),
            clock.clone(),
            doors.clone(),
            conversation.clone(),
        );
        doors.spawn("smtp", receiver.serve(smtp, doors.stop_token()));

        let stop = doors.stop_token();
        let pages = Web::new(
            Arc::clone(&desk),
            clock.clone(),
            site,
            config.web.proxies.clone(),
            conversation,
            smtp_address,
            stop,
        )?;
        doors.spawn(
            "web",
            web::server::serve(
                web,
                Arc::new(pages),
                web::server::ServeOptions::default(),
                doors.clone(),
            ),
        );

        start_outbox(config, &desk, &clock, &inner)?;
        background::start_housekeeping(&desk, &clock, &inner);
        background::start_time(&desk, &clock, &inner);
        background::start_dues(&desk, &clock, &inner);
        background::start_search(&desk, &inner);
        background::start_presence(&desk, &inner);
        background::start_erasing(&desk, &inner);
        Ok(Self {
            desk,
            web: web_address,
            smtp: smtp_address,
            origin,
            doors,
            inner,
        })
    }

    /// Cancelled when the desk begins to stop.
    #[must_use]
    pub fn stop_token(&self) -> CancellationToken {
        self.doors.stop_token()
    }

    /// Everything that was started: what still runs after [`App::stop`] is a fault.
    #[must_use]
    pub fn tasks(&self) -> [Tasks; 2] {
        [self.doors.clone(), self.inner.clone()]
    }

    /// Ends every door in order, then what is behind them.
    pub async fn stop(self) {
        let ordered = async {
            // New connections are refused, streams end, SMTP says 421, running requests finish.
            self.doors.stop();
            self.doors.ended().await;
            self.inner.stop();
            self.inner.ended().await;
            let written = self.desk.run(|desk| desk.write_refusals()).await;
            if let Ok(Err(error)) = written {
                tracing::error!(error = %error, "the last receipts were not written");
            }
        };
        if tokio::time::timeout(SHUTDOWN, ordered).await.is_err() {
            tracing::warn!("something did not end in time and is ended with the process");
        }
    }
}

fn open(config: &Config) -> anyhow::Result<Arc<Desk>> {
    make_folder(&config.data)?;
    Desk::open(desk_options(config))
        .with_context(|| format!("the data folder {} cannot be used", config.data.display()))
}

/// What the desk takes from the configuration.
#[must_use]
pub fn desk_options(config: &Config) -> DeskOptions {
    DeskOptions {
        data: config.data.clone(),
        cache_bytes: usize::try_from(config.limits.cache.0).unwrap_or(usize::MAX),
        // mail.md: what is being received while the disk fills up still has to fit.
        min_free_bytes: config
            .limits
            .disk_reserve
            .0
            .max(config.limits.message_size.0.saturating_mul(LARGEST_MAILS)),
        // The running program, even if its file was replaced by a newer release meanwhile.
        prober: Some("/proc/self/exe".into()),
        allow_private: config.outbox.allow_private.clone(),
    }
}

/// Makes the data folder, readable by its owner alone.
///
/// # Errors
/// A sentence with the path and what the disk said.
pub fn make_folder(data: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)
        .with_context(|| format!("the data folder {} cannot be made", data.display()))
}

/// Files and sockets that are open when every connection that is allowed is there.
#[must_use]
pub fn open_files(config: &Config) -> u64 {
    let connections = web::server::CONNECTIONS + config.limits.connections + smtp::server::DOORSTEP;
    connections as u64 + OTHER_FILES
}

async fn listen(address: SocketAddr, name: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}: choose another with --{name}"))
}

/// The name that the desk gives itself where none is configured: the machine's.
fn hostname(config: &Config) -> String {
    let machine = rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned();
    config
        .smtp
        .hostname
        .as_ref()
        .map_or(machine, |name| name.0.clone())
}

/// The share of the places that is kept for known peers.
const KEPT_OF: usize = 10;

fn smtp_options(
    config: &Config,
    clock: &Clock,
    desk: &Desk,
) -> anyhow::Result<smtp::server::ServerOptions> {
    let hostname = hostname(config);
    let certificate = tls::self_made(&config.data, &hostname, clock.now())?;
    let mut options = smtp::server::ServerOptions::new(&hostname);
    options.max_size_bytes = config.limits.message_size.0;
    options.greeting_delay = config.smtp.greeting_delay;
    options.limits = LimitOptions {
        total: config.limits.connections,
        kept: config.limits.connections / KEPT_OF,
        unlimited_from: config.smtp.unlimited_from.clone(),
        ..LimitOptions::default()
    };
    options.known_peers = desk.accepted_peers()?;
    options.tls = Some(tls::server_config(
        tls::Certificates::new(certificate),
        &[],
    )?);
    Ok(options)
}

/// What running deliveries have to end when the desk stops.
const SENDING: Duration = Duration::from_secs(5);

fn start_outbox(
    config: &Config,
    desk: &Arc<Desk>,
    clock: &Clock,
    inner: &Tasks,
) -> anyhow::Result<()> {
    let options = outbox::Options {
        mx_port: config.outbox.mx_port,
        allow_private: config.outbox.allow_private.clone(),
        dns_servers: config.dns.servers.iter().map(|server| server.0).collect(),
        ..outbox::Options::new(hostname(config))
    };
    let pick: outbox::send::Pick = Arc::new(|end| {
        let dice = u32::from_le_bytes(crate::desk::mint::bytes());
        usize::try_from(dice).unwrap_or(0) % end.max(1)
    });
    let sender = outbox::send::Sender::new(options, pick)?;
    let stop = inner.stop_token();
    inner.spawn(
        "outbox",
        outbox::worker::run(Arc::clone(desk), sender, clock.clone(), SENDING, stop),
    );
    Ok(())
}
