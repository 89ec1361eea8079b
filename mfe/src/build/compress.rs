//! The compressed twins that lie beside each file, so that no server has to compress.

use std::io::Write;

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

/// How much time compressing may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// As much as there is: it is done once and downloaded often.
    Most,
    /// Little: a developer waits for it.
    Little,
}

/// `bytes` in brotli.
pub fn brotli(bytes: &[u8], effort: Effort) -> Vec<u8> {
    let quality = match effort {
        Effort::Most => 11,
        Effort::Little => 4,
    };
    let params = BrotliEncoderParams { quality, lgwin: 22, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut out = Vec::new();
    // Neither end is a file: nothing can fail.
    let _ = brotli::BrotliCompress(&mut &bytes[..], &mut out, &params);
    out
}

/// `bytes` in gzip, for clients without brotli (plain HTTP on another machine).
pub fn gzip(bytes: &[u8], effort: Effort) -> Vec<u8> {
    let level = match effort {
        Effort::Most => Compression::best(),
        Effort::Little => Compression::fast(),
    };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    // As above.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_formats_give_the_bytes_back() {
        let bytes: Vec<u8> = (0..50_000_u32).flat_map(|number| (number % 977).to_le_bytes()).collect();
        for effort in [Effort::Most, Effort::Little] {
            let mut back = Vec::new();
            brotli::Decompressor::new(&brotli(&bytes, effort)[..], 4096).read_to_end(&mut back).expect("brotli");
            assert_eq!(back, bytes);
            back.clear();
            flate2::read::GzDecoder::new(&gzip(&bytes, effort)[..]).read_to_end(&mut back).expect("gzip");
            assert_eq!(back, bytes);
        }
        assert!(brotli(&bytes, Effort::Most).len() < bytes.len() / 10);
    }
}
