using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Tests.Robustness;

/// <summary>A certificate that is not the one that signaling announced fails the transport.</summary>
public sealed class H06_TransportFingerprintTests
{
    [Fact]
    public void H6_a_wrong_fingerprint_fails_the_transport_and_nothing_flows()
    {
        using var call = new HostileCall();
        using var late = new LatePeer(call);
        late.Connect(new DtlsParameters { Role = DtlsRole.Client, Fingerprints = call.Attacker.DtlsParameters.Fingerprints });
        call.Run(TimeSpan.FromSeconds(2));

        Assert.Equal(DtlsState.Failed, late.Transport.DtlsState);
        Assert.False(late.Transport.IsConnected);
        DtlsState[] states = [.. call.Server.Events.OfType<DtlsStateEvent>().Where(e => e.TargetId == late.Transport.Id).Select(static e => e.State)];
        Assert.Equal([DtlsState.Connecting, DtlsState.Failed], states);
        call.Push(late.Tuple, call.MediaPacket(1));
        Assert.True(call.Drops[DropReason.NotConnected] > 0);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H6_a_missing_or_unreadable_fingerprint_is_refused_and_connect_can_be_called_again()
    {
        using var call = new HostileCall();
        using var late = new LatePeer(call);
        Assert.Throws<MediasoupTypeException>(() => late.Connect(new DtlsParameters { Fingerprints = [] }));
        Assert.Throws<MediasoupTypeException>(() => late.Connect(new DtlsParameters
        {
            Fingerprints = [new DtlsFingerprint { Algorithm = FingerprintAlgorithm.Sha256, Value = "not hexadecimal" }],
        }));
        late.Connect();
        call.Run(TimeSpan.FromSeconds(2));
        Assert.True(late.Transport.IsConnected);
    }
}
