using System.Text;
using Tureen.Engine.Ice;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Ortc;
using Tureen.Testing;
using Tureen.Testing.Ice;

namespace Tureen.Tests.Engine.Ice;

/// <summary>A server, and checks as its peer would send them.</summary>
internal sealed class IceScene
{
    private const uint PeerAddress = 0x0A000001;

    public IceScene(int consentSeconds = 30, ulong seed = 1) =>
        Server = new IceServer(new SeededRandomSource(seed), TimeSpan.FromSeconds(consentSeconds));

    public IceServer Server { get; }

    public RecordingDatagramSink Sink { get; } = new();

    public Timestamp Now { get; set; } = Timestamp.FromMilliseconds(1_000);

    public DropReason LastReason { get; private set; }

    public BindingRequest Check => new()
    {
        RemoteUsernameFragment = Server.UsernameFragment,
        RemotePassword = Server.Password,
    };

    public TransportTuple? Selected => Server.TryGetSelectedTuple(out TransportTuple tuple) ? tuple : null;

    public static TransportTuple Tuple(int number) =>
        new(1, TransportProtocol.Udp, NetworkAddress.FromIPv4(PeerAddress, (ushort)(5_000 + number)));

    public bool Handle(int tuple, BindingRequest request) => Handle(tuple, request.ToBytes());

    public bool Handle(int tuple, byte[] datagram)
    {
        bool isTaken = Server.HandleRequest(Now, Tuple(tuple), datagram, Sink, out DropReason reason);
        LastReason = reason;
        return isTaken;
    }

    public bool Plain(int tuple) => Handle(tuple, Check);

    public bool Use(int tuple) => Handle(tuple, Check with { UseCandidate = true });

    public bool Nominate(int tuple, uint nomination) => Handle(tuple, Check with { Nomination = nomination });

    /// <summary>The events so far as short words, e.g. <c>+0 =0 Connected</c>.</summary>
    public string TakeEvents()
    {
        var words = new StringBuilder();
        while (Server.TryDequeueEvent(out IceEvent e))
        {
            words.Append(words.Length == 0 ? string.Empty : " ").Append(Describe(e));
        }

        return words.ToString();
    }

    /// <summary>The error code of the only datagram sent, or None for a success.</summary>
    public StunErrorCode TakeError()
    {
        (TransportTuple _, byte[] bytes) = Assert.Single(Sink.TakeAll());
        Assert.True(StunMessage.TryParse(bytes, out StunMessage message));
        Assert.True(message.HasFingerprint);
        return message.ErrorCode;
    }

    public void AssertIs(IceState state, int? selected)
    {
        Assert.Equal(state, Server.State);
        Assert.Equal(selected is { } number ? Tuple(number) : null, Selected);
    }

    private static string Describe(IceEvent e) => e.Kind switch
    {
        IceEventKind.TupleAdded => "+" + Number(e),
        IceEventKind.TupleRemoved => "-" + Number(e),
        IceEventKind.SelectedTupleChanged => "=" + Number(e),
        IceEventKind.LocalCredentialsChanged => "credentials",
        IceEventKind.LocalCredentialsDiscarded => "discarded",
        _ => e.State.ToString(),
    };

    private static int Number(IceEvent e) => e.Tuple.Remote.Port - 5_000;
}
