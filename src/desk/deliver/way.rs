//! Which way mail leaves: the smarthost, each recipient's server, a demo's sink, or none.

use crate::{
    domain::settings::{Smarthost, SmarthostSecurity},
    store::{self, StoreError},
};

use super::{Desk, SendRoute, smarthost};

impl Desk {
    /// Where mail goes out today. While the smarthost's password cannot be opened that is nowhere:
    /// the log says what to do, and mail stays queued.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub fn send_route(&self) -> Result<SendRoute, StoreError> {
        let book = self.book()?;
        let Some(settings) = &book.settings else {
            return Ok(SendRoute::Nowhere);
        };
        if settings.demo {
            return Ok(self.demo_route());
        }
        match &settings.smarthost {
            Some(smarthost) => {
                let view = self.store.read()?;
                let password = match store::settings::secret(&view, &self.key, smarthost::PASSWORD)
                {
                    Err(StoreError::Sealed) => {
                        tracing::error!("{}", smarthost::sealed_advice(smarthost::PASSWORD));
                        return Ok(SendRoute::Nowhere);
                    }
                    password => password?,
                };
                Ok(SendRoute::Smarthost {
                    smarthost: smarthost.clone(),
                    password: password.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
                })
            }
            None => Ok(SendRoute::Mx),
        }
    }

    /// Names the port on loopback that takes the mail of a demo, once per start; the rest of the
    /// desk's life. A real desk never sends there.
    pub fn demo_sink(&self, port: u16) {
        // The first one stays: a demo has one sink.
        let _ = self.demo_sink.set(port);
    }

    /// A demo's mail goes to its sink or nowhere, whatever its settings say: they are on disk
    /// and outlive the sink, whose port may be somebody else's tomorrow.
    fn demo_route(&self) -> SendRoute {
        self.demo_sink
            .get()
            .map_or(SendRoute::Nowhere, |port| SendRoute::Smarthost {
                smarthost: Smarthost {
                    security: SmarthostSecurity::Plain,
                    host: "127.0.0.1".to_owned(),
                    port: *port,
                    user: String::new(),
                },
                password: None,
            })
    }
}
