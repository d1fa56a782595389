//! TLS for the web and STARTTLS: one resolver whose certificate can be exchanged while running.
//!
//! Never demands anything of a mail client: encryption on port 25 is opportunistic (RFC 7435).

use std::{
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use arc_swap::ArcSwap;
use rustls::{
    ServerConfig,
    crypto::{CryptoProvider, ring},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};

use crate::domain::time::Timestamp;

/// Name of the self-made certificate in the data folder.
pub const SELF_MADE: &str = "tls-self.pem";

/// Years for which a self-made certificate is valid: nobody checks it, so nobody renews it.
const YEARS: i16 = 10;

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("cannot read or write the certificate file `{path}`")]
    File {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("the file `{path}` does not hold a certificate and its key in PEM form")]
    Pem {
        path: PathBuf,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    #[error("cannot make a certificate for `{hostname}`")]
    Make {
        hostname: String,
        #[source]
        source: rcgen::Error,
    },
    #[error("cannot set up TLS")]
    Setup(#[source] rustls::Error),
}

/// The certificate in use. `put` exchanges it; running connections keep theirs.
#[derive(Debug)]
pub struct Certificates(ArcSwap<CertifiedKey>);

impl Certificates {
    #[must_use]
    pub fn new(key: CertifiedKey) -> Arc<Self> {
        Arc::new(Self(ArcSwap::from_pointee(key)))
    }

    /// Uses another certificate from the next handshake on.
    pub fn put(&self, key: CertifiedKey) {
        self.0.store(Arc::new(key));
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.load_full())
    }
}

/// Makes what a TLS acceptor needs. `protocols` is the ALPN list, empty for SMTP.
///
/// TLS 1.2 and 1.3 (RFC 8996 forbids older ones).
///
/// # Errors
/// [`TlsError::Setup`] if the cryptography refuses its own defaults.
pub fn server_config(
    certificates: Arc<Certificates>,
    protocols: &[&[u8]],
) -> Result<Arc<ServerConfig>, TlsError> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(TlsError::Setup)?
        .with_no_client_auth()
        .with_cert_resolver(certificates);
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    Ok(Arc::new(config))
}

/// Reads the self-made certificate of the data folder, or makes it at the first start.
///
/// # Errors
/// [`TlsError`]; a file that holds something else is left alone and named.
pub fn self_made(data: &Path, hostname: &str, now: Timestamp) -> Result<CertifiedKey, TlsError> {
    let path = data.join(SELF_MADE);
    match std::fs::read(&path) {
        Ok(pem) => from_pem(&path, &pem),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let pem = make(hostname, now)?;
            write_private(&path, pem.as_bytes()).map_err(|source| TlsError::File {
                path: path.clone(),
                source,
            })?;
            from_pem(&path, pem.as_bytes())
        }
        Err(source) => Err(TlsError::File { path, source }),
    }
}

/// Reads a certificate chain and its key from one PEM text; `path` is for the error alone.
///
/// # Errors
/// [`TlsError::Pem`] if one of both is missing or they do not belong together.
pub fn from_pem(path: &Path, pem: &[u8]) -> Result<CertifiedKey, TlsError> {
    let bad = |source: Box<dyn std::error::Error + Send + Sync>| TlsError::Pem {
        path: path.to_owned(),
        source,
    };
    let chain = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| bad(error.into()))?;
    let key = PrivateKeyDer::from_pem_slice(pem).map_err(|error| bad(error.into()))?;
    CertifiedKey::from_der(chain, key, &provider()).map_err(|error| bad(error.into()))
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

// The certificate and its key, as one PEM text.
fn make(hostname: &str, now: Timestamp) -> Result<String, TlsError> {
    let failed = |source| TlsError::Make {
        hostname: hostname.to_owned(),
        source,
    };
    let key = rcgen::KeyPair::generate().map_err(failed)?;
    let mut wanted = rcgen::CertificateParams::new(vec![hostname.to_owned()]).map_err(failed)?;
    wanted
        .distinguished_name
        .push(rcgen::DnType::CommonName, hostname);
    // From the first of this month, so that a clock that is a day behind still accepts it.
    let today = jiff::tz::TimeZone::UTC.to_datetime(now.jiff()).date();
    let month = u8::try_from(today.month()).unwrap_or(1);
    wanted.not_before = rcgen::date_time_ymd(i32::from(today.year()), month, 1);
    wanted.not_after = rcgen::date_time_ymd(i32::from(today.year() + YEARS), month, 1);
    let certificate = wanted.self_signed(&key).map_err(failed)?;
    Ok(format!("{}{}", certificate.pem(), key.serialize_pem()))
}

// Whole or not at all, and never readable by others, not even for a moment.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = path.with_extension("pem.new");
    match std::fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&draft, path)
}

#[cfg(test)]
mod tests;
