using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Dtls;

/// <summary>One SSL object between two memory BIOs, from the first flight to close_notify.</summary>
/// <remarks>After every operation the caller takes <see cref="Output"/> and calls <see cref="ClearOutput"/>.</remarks>
internal sealed unsafe class DtlsSession : SafeHandle
{
    private readonly nint _input;
    private readonly DtlsFlightMarks* _marks;
    private nint _output;
    private ulong _plainRecords;

    public DtlsSession(DtlsContext context, DtlsRole role)
        : base(0, ownsHandle: true)
    {
        SetHandle(LibSsl.SSL_new(context.Pointer));
        _input = NewBuffer();
        _output = NewBuffer();
        if (IsInvalid || _input == 0 || _output == 0)
        {
            throw OpenSslException.FromErrorQueue("A DTLS session could not be made");
        }

        LibSsl.SSL_set_bio(handle, _input, _output);
        _ = LibSsl.SSL_ctrl(handle, LibSsl.ControlSetLinkMtu, new CLong(EngineLimits.DtlsMtu), null);
        _marks = DtlsFlightMarks.Attach(handle, _output);
        if (role == DtlsRole.Client)
        {
            LibSsl.SSL_set_connect_state(handle);
        }
        else
        {
            LibSsl.SSL_set_accept_state(handle);
        }
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Both Finished messages were exchanged.</summary>
    public bool IsEstablished { get; private set; }

    /// <summary>Where the retransmissions of a new flight begin in <see cref="Output"/>; none if there is no new one.</summary>
    public ReadOnlySpan<int> RetransmissionStarts => _marks->Starts;

    /// <summary>What the latest operation wrote: records to be sent, and behind them retransmissions of a new flight.</summary>
    public ReadOnlySpan<byte> Output
    {
        get
        {
            byte* data;
            nint length = LibCrypto.BIO_ctrl(_output, LibCrypto.BioCtrlInfo, new CLong(0), &data).Value;
            return new ReadOnlySpan<byte>(data, (int)length);
        }
    }

    public void ClearOutput()
    {
        _ = LibCrypto.BIO_ctrl(_output, LibCrypto.BioCtrlReset, new CLong(0), null);
        _marks->Begin();
    }

    /// <summary>Goes on with the handshake, after a record was fed, or to begin as client.</summary>
    public DtlsSessionStatus ContinueHandshake()
    {
        LibCrypto.ERR_clear_error();
        int result = LibSsl.SSL_do_handshake(handle);
        if (result == 1)
        {
            IsEstablished = true;
            return DtlsSessionStatus.Ongoing;
        }

        return Explain(result);
    }

    /// <summary>Hands one record to OpenSSL.</summary>
    /// <remarks>
    /// A record of epoch 0 gets a number of ours: its own is not authenticated, and one forged record with a high number
    /// would make OpenSSL take all that the peer sends for replayed. Handshake messages have numbers of their own.
    /// </remarks>
    public void Feed(in DtlsRecord record)
    {
        if (record.Epoch != 0)
        {
            Feed(record.Bytes);
            return;
        }

        Span<byte> header = stackalloc byte[DtlsRecord.HeaderLength];
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        record.Bytes[..DtlsRecord.HeaderLength].CopyTo(header);
        BinaryPrimitives.WriteUInt64BigEndian(number, _plainRecords++);
        number[^DtlsRecord.SequenceNumberLength..].CopyTo(header[DtlsRecord.SequenceNumberOffset..]);
        Feed(header);
        Feed(record.Fragment);
    }

    /// <summary>Decrypts the next application data, if there is any: <paramref name="length"/> is 0 if there is none.</summary>
    public DtlsSessionStatus Read(Span<byte> destination, out int length)
    {
        LibCrypto.ERR_clear_error();
        fixed (byte* pointer = destination)
        {
            int result = LibSsl.SSL_read(handle, pointer, destination.Length);
            length = Math.Max(result, 0);
            return result > 0 ? DtlsSessionStatus.Ongoing : Explain(result);
        }
    }

    public bool TryWrite(ReadOnlySpan<byte> data)
    {
        LibCrypto.ERR_clear_error();
        fixed (byte* pointer = data)
        {
            return LibSsl.SSL_write(handle, pointer, data.Length) == data.Length;
        }
    }

    /// <summary>Writes close_notify.</summary>
    public void Shutdown()
    {
        LibCrypto.ERR_clear_error();
        _ = LibSsl.SSL_shutdown(handle);
        LibCrypto.ERR_clear_error();
    }

    /// <summary>Gives back the memory that the flights of the handshake took.</summary>
    public void ShrinkOutput()
    {
        nint fresh = NewBuffer();
        if (fresh != 0)
        {
            LibSsl.SSL_set0_wbio(handle, fresh);
            _marks->Redirect(fresh);
            _output = fresh;
        }
    }

    public X509Certificate? GetPeerCertificate()
    {
        nint certificate = LibSsl.SSL_get1_peer_certificate(handle);
        return certificate == 0 ? null : new X509Certificate(certificate);
    }

    public SrtpProfile? GetSrtpProfile()
    {
        LibSsl.SrtpProtectionProfile* profile = LibSsl.SSL_get_selected_srtp_profile(handle);
        return profile is null ? null : (nuint)profile->Id.Value switch
        {
            0x0001 => SrtpProfile.AesCm128HmacSha1_80,
            0x0002 => SrtpProfile.AesCm128HmacSha1_32,
            0x0007 => SrtpProfile.AeadAes128Gcm,
            0x0008 => SrtpProfile.AeadAes256Gcm,
            _ => null,
        };
    }

    public bool TryExportKeys(ReadOnlySpan<byte> label, Span<byte> destination)
    {
        fixed (byte* labelPointer = label, pointer = destination)
        {
            return LibSsl.SSL_export_keying_material(
                handle, pointer, (nuint)destination.Length, labelPointer, (nuint)label.Length, null, 0, 0) == 1;
        }
    }

    /// <summary>CLIENT_RANDOM of NSS's key log format, which decrypts all that the session carries; null before the keys are agreed on.</summary>
    public string? GetKeyLogLine()
    {
        const int RandomLength = 32;
        const int MasterSecretLength = 48;
        byte* random = stackalloc byte[RandomLength];
        byte* secret = stackalloc byte[MasterSecretLength];
        nint session = LibSsl.SSL_get_session(handle);
        if (session == 0
            || LibSsl.SSL_get_client_random(handle, random, RandomLength) != RandomLength
            || LibSsl.SSL_SESSION_get_master_key(session, secret, MasterSecretLength) != MasterSecretLength)
        {
            return null;
        }

        string randomText = Convert.ToHexStringLower(new ReadOnlySpan<byte>(random, RandomLength));
        string secretText = Convert.ToHexStringLower(new ReadOnlySpan<byte>(secret, MasterSecretLength));
        CryptographicOperations.ZeroMemory(new Span<byte>(secret, MasterSecretLength));
        return $"CLIENT_RANDOM {randomText} {secretText}";
    }

    protected override bool ReleaseHandle()
    {
        LibSsl.SSL_free(handle);
        NativeMemory.Free(_marks);
        return true;
    }

    private static nint NewBuffer()
    {
        nint bio = LibCrypto.BIO_new(LibCrypto.BIO_s_mem());
        if (bio != 0)
        {
            // An empty buffer means "later", not the end of the stream.
            _ = LibCrypto.BIO_ctrl(bio, LibCrypto.BioCtrlSetMemEofReturn, new CLong(-1), null);
        }

        return bio;
    }

    private void Feed(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* data = bytes)
        {
            _ = bytes.IsEmpty ? 0 : LibCrypto.BIO_write(_input, data, bytes.Length);
        }
    }

    private DtlsSessionStatus Explain(int result) => LibSsl.SSL_get_error(handle, result) switch
    {
        LibSsl.ErrorWantRead => DtlsSessionStatus.Ongoing,
        LibSsl.ErrorZeroReturn => DtlsSessionStatus.Closed,
        _ => DtlsSessionStatus.Broken,
    };
}
