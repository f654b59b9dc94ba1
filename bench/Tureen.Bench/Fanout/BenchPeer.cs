using Tureen.Engine.Crypto;
using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Engine.Srtp;
using Tureen.Ortc;
using Tureen.Testing.Ice;

namespace Tureen.Bench.Fanout;

/// <summary>One WebRTC endpoint on a socket of its own: controlling ICE, DTLS client, and the keys for what it sends.</summary>
internal sealed class BenchPeer : IPublishingPeer, IDisposable
{
    private readonly int _socketId;
    private readonly DtlsTransport _dtls;
    private readonly RandomSource _random;
    private SimulatedIcePeer? _ice;

    public BenchPeer(int socketId, DtlsCertificate certificate, RandomSource random)
    {
        _socketId = socketId;
        _dtls = new DtlsTransport(certificate);
        _random = random;
    }

    public SrtpSender? Srtp { get; private set; }

    public TransportTuple Path => _ice!.Path;

    public void Connect(Timestamp now, in NetworkAddress remote, IceParameters ice, CertificateFingerprint fingerprint, IDatagramSink sink)
    {
        _ice = new SimulatedIcePeer(_random, ice.UsernameFragment, ice.Password);
        _dtls.SetRemoteFingerprint(fingerprint);
        _ice.Start(now, new TransportTuple(_socketId, TransportProtocol.Udp, remote), sink);
    }

    public void HandleStun(Timestamp now, ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        if (_ice!.HandleResponse(now, datagram) && _dtls.State == DtlsState.New)
        {
            _dtls.Start(now, DtlsRole.Client, Path, sink);
        }
    }

    public void HandleDtls(Timestamp now, ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        _dtls.HandleDatagram(now, Path, datagram, sink);
        while (_dtls.TryDequeueEvent(out DtlsEvent dtlsEvent))
        {
            if (dtlsEvent.SrtpKeys is { } keys)
            {
                Srtp = new SrtpSender(keys.Profile, keys.LocalKey, keys.LocalSalt);
            }
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        _ice?.HandleDeadline(now, sink);
        if (_dtls.NextDeadline <= now)
        {
            _dtls.HandleDeadline(now, Path, sink);
        }
    }

    public void Dispose()
    {
        _dtls.Dispose();
        Srtp?.Dispose();
    }

    /// <summary>Makes the peers that own <paramref name="certificate"/> offer one protection profile only.</summary>
    public static void OfferOnly(DtlsCertificate certificate, SrtpProfile profile)
    {
        string name = profile switch
        {
            SrtpProfile.AeadAes128Gcm => "SRTP_AEAD_AES_128_GCM",
            SrtpProfile.AeadAes256Gcm => "SRTP_AEAD_AES_256_GCM",
            SrtpProfile.AesCm128HmacSha1_80 => "SRTP_AES128_CM_SHA1_80",
            _ => "SRTP_AES128_CM_SHA1_32",
        };
        if (LibSsl.SSL_CTX_set_tlsext_use_srtp(certificate.Context.Pointer, name) != 0)
        {
            throw new InvalidOperationException($"OpenSSL does not know {name}.");
        }
    }
}
