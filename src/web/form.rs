//! Fields of a query string or a posted form. Bounded; keeps what was typed.

use poem::{Body, FromRequest, Request, RequestBody, web::Multipart};
use tokio::io::{AsyncRead, AsyncReadExt};

use super::error::WebError;

/// One file of a multipart form.
#[derive(Clone, Debug)]
pub struct FormFile {
    pub field: String,
    pub name: String,
    pub content_type: String,
    /// Empty for a file that was too large to keep.
    pub bytes: Vec<u8>,
    /// What was sent, kept or not.
    pub size_bytes: u64,
}

impl FormFile {
    /// True if its bytes are all here.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.bytes.len() as u64 == self.size_bytes
    }
}

/// How much of a form is kept.
#[derive(Clone, Copy, Debug)]
pub struct FormLimits {
    /// All fields and files together.
    pub whole: usize,
    pub file: usize,
    /// What is read, kept or not: a browser hears an answer only after it has sent everything.
    pub read: u64,
}

/// Names and values in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    pub files: Vec<FormFile>,
}

impl Form {
    /// Reads `a=b&c=d` (WHATWG URL, 5.1).
    #[must_use]
    pub fn urlencoded(text: &[u8]) -> Self {
        let pieces = text
            .split(|byte| *byte == b'&')
            .filter(|piece| !piece.is_empty());
        let fields = pieces.map(|piece| {
            let at = piece
                .iter()
                .position(|byte| *byte == b'=')
                .unwrap_or(piece.len());
            let (name, value) = piece.split_at(at);
            (decode(name), decode(value.get(1..).unwrap_or_default()))
        });
        Self {
            fields: fields.collect(),
            files: Vec::new(),
        }
    }

    /// Reads a multipart form (RFC 7578). A file beyond the limits is read and dropped, so that what
    /// was typed beside it is not lost.
    ///
    /// # Errors
    /// [`WebError::BadRequest`] if it is none, [`WebError::TooLarge`] if its fields are too large or
    /// it does not end.
    pub async fn multipart(
        request: &Request,
        body: Body,
        limits: FormLimits,
    ) -> Result<Self, WebError> {
        let mut body = RequestBody::new(body);
        let bad = |_| WebError::BadRequest;
        let mut parts = Multipart::from_request(request, &mut body)
            .await
            .map_err(bad)?;
        let mut form = Self::default();
        let (mut room, mut left) = (limits.whole, limits.read);
        while let Some(part) = parts.next_field().await.map_err(|_| WebError::BadRequest)? {
            let field = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let content_type = part
                .content_type()
                .unwrap_or("application/octet-stream")
                .to_owned();
            let most = room.min(if file.is_some() { limits.file } else { room });
            let (bytes, size_bytes) = read(part.into_async_read(), most, &mut left).await?;
            room -= bytes.len();
            match file {
                // A file field that was left empty.
                Some(name) if name.is_empty() && size_bytes == 0 => {}
                Some(name) => form.files.push(FormFile {
                    field,
                    name,
                    content_type,
                    bytes,
                    size_bytes,
                }),
                None if bytes.len() as u64 == size_bytes => form
                    .fields
                    .push((field, String::from_utf8_lossy(&bytes).into_owned())),
                None => return Err(WebError::TooLarge),
            }
        }
        Ok(form)
    }

    /// The first value of a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The first value of a field, trimmed; empty when it is not there.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default().trim()
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Every name and value, in the order they came.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// True if the field was sent.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

/// Reads a part to its end; keeps it only if it is at most `most` bytes. Also says how long it was.
async fn read(
    mut part: impl AsyncRead + Unpin,
    most: usize,
    left: &mut u64,
) -> Result<(Vec<u8>, u64), WebError> {
    let (mut kept, mut size_bytes) = (Vec::new(), 0);
    let mut piece = vec![0; 16 << 10];
    loop {
        let count = part.read(&mut piece).await;
        let count = count.map_err(|_| WebError::BadRequest)?;
        let Some(read) = piece.get(..count).filter(|read| !read.is_empty()) else {
            return Ok((kept, size_bytes));
        };
        size_bytes += count as u64;
        *left = left.checked_sub(count as u64).ok_or(WebError::TooLarge)?;
        if size_bytes <= most as u64 {
            kept.extend_from_slice(read);
        } else {
            kept = Vec::new();
        }
    }
}

fn decode(bytes: &[u8]) -> String {
    let spaced: Vec<u8> = bytes
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    percent_encoding::percent_decode(&spaced)
        .decode_utf8_lossy()
        .into_owned()
}
