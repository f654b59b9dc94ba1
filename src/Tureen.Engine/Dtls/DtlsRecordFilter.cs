using Tureen.Engine.Primitives;

namespace Tureen.Engine.Dtls;

/// <summary>
/// Decides which inbound records OpenSSL gets to see. What is not authenticated must not be able to end a handshake, to
/// disturb an established session or to fill memory.
/// </summary>
internal struct DtlsRecordFilter
{
    private const byte MajorVersion = 0xFE;

    /// <summary>Explicit nonce and tag of AES-GCM. OpenSSL gives the whole session up when a record is shorter.</summary>
    private const int ShortestEncrypted = 8 + 16;

    private int _earlyRecords;

    public DropReason Check(in DtlsRecord record, bool isEstablished)
    {
        if (record.MajorVersion != MajorVersion || record.ContentType > DtlsRecord.ApplicationData)
        {
            return DropReason.DtlsMalformed;
        }

        return record.Epoch switch
        {
            0 => isEstablished ? CheckLatePlain(record) : CheckPlain(record),
            1 when record.Fragment.Length < ShortestEncrypted => DropReason.DtlsMalformed,
            1 => isEstablished ? DropReason.None : CheckEarly(),
            _ => DropReason.DtlsMalformed,
        };
    }

    /// <summary>The plain part of a last flight that is repeated, or somebody else's attempt to begin anew.</summary>
    private static DropReason CheckLatePlain(in DtlsRecord record)
    {
        bool isClientHello = record.ContentType == DtlsRecord.Handshake
            && record.Fragment.Length > 0
            && record.Fragment[0] == DtlsHandshakeFragment.ClientHello;
        return isClientHello ? DropReason.DtlsUnexpectedClientHello : DropReason.DtlsUnauthenticated;
    }

    private static DropReason CheckPlain(in DtlsRecord record) => record.ContentType switch
    {
        DtlsRecord.Handshake => CheckHandshake(record.Fragment),
        DtlsRecord.ChangeCipherSpec => DropReason.None,

        // Anybody can forge an alert that is not encrypted, so it ends nothing (RFC 6347 §4.1.2.7).
        _ => DropReason.DtlsUnauthenticated,
    };

    private static DropReason CheckHandshake(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            return DropReason.DtlsMalformed;
        }

        while (!content.IsEmpty)
        {
            bool isSound = DtlsHandshakeFragment.TryRead(ref content, out DtlsHandshakeFragment fragment)
                && fragment.IsSound
                && fragment.MessageType != DtlsHandshakeFragment.HelloRequest
                && fragment.MessageLength <= EngineLimits.MaxDtlsHandshakeLength;
            if (!isSound)
            {
                return DropReason.DtlsMalformed;
            }
        }

        return DropReason.None;
    }

    /// <summary>Encrypted records that overtake the end of the handshake; OpenSSL keeps each in 17 kB.</summary>
    private DropReason CheckEarly() =>
        ++_earlyRecords <= EngineLimits.MaxDtlsEarlyRecords ? DropReason.None : DropReason.DtlsBufferFull;
}
