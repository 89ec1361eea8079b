//! Zip files byte by byte, so that they can be wrong (PKWARE, APPNOTE.TXT 4.3).

/// An entry, stored as it is.
#[derive(Clone)]
pub struct Entry {
    pub name: Vec<u8>,
    pub data: Vec<u8>,
    /// General purpose flags; 0x800 says that the name is UTF-8.
    pub flags: u16,
    /// Of the file system, in the upper half: `0o120777 << 16` is a link.
    pub attributes: u32,
    /// What the central directory calls it, where that differs.
    pub other_name: Option<Vec<u8>>,
}

pub fn entry(name: &str, data: impl Into<Vec<u8>>) -> Entry {
    Entry { name: name.into(), data: data.into(), flags: 0x800, attributes: 0o100_644 << 16, other_name: None }
}

pub fn zip(entries: &[Entry]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let offset = u32::try_from(out.len()).expect("small");
        let size = u32::try_from(entry.data.len()).expect("small");
        let common = |name: &[u8]| {
            let mut bytes = Vec::new();
            for short in [20, entry.flags, 0, 0, 0x21] {
                bytes.extend_from_slice(&short.to_le_bytes());
            }
            for long in [crc(&entry.data), size, size] {
                bytes.extend_from_slice(&long.to_le_bytes());
            }
            bytes.extend_from_slice(&u16::try_from(name.len()).expect("short").to_le_bytes());
            bytes.extend_from_slice(&[0, 0]);
            bytes
        };
        out.extend_from_slice(b"PK\x03\x04");
        out.extend_from_slice(&common(&entry.name));
        out.extend_from_slice(&entry.name);
        out.extend_from_slice(&entry.data);
        let name = entry.other_name.as_ref().unwrap_or(&entry.name);
        directory.extend_from_slice(b"PK\x01\x02\x14\x03");
        directory.extend_from_slice(&common(name));
        directory.extend_from_slice(&[0; 6]);
        directory.extend_from_slice(&entry.attributes.to_le_bytes());
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(name);
    }
    let start = u32::try_from(out.len()).expect("small");
    out.extend_from_slice(&directory);
    let count = u16::try_from(entries.len()).expect("few").to_le_bytes();
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&count);
    out.extend_from_slice(&count);
    out.extend_from_slice(&u32::try_from(directory.len()).expect("small").to_le_bytes());
    out.extend_from_slice(&start.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out
}

fn crc(data: &[u8]) -> u32 {
    !data.iter().fold(!0u32, |mut crc, byte| {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
        crc
    })
}
