using System.Net;
using Tureen.Client.Native.Sessions;
using Tureen.Engine.Primitives;
using Tureen.Testing.Ice;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Client.Native.Sessions;

/// <summary>Questions to a simulated TURN server.</summary>
public sealed class IceServerDialogTests
{
    private static readonly NetworkAddress Server = NetworkAddress.FromIPv4(0xC0000201, 3478);
    private static readonly NetworkAddress Own = NetworkAddress.FromIPv4(0xC0000202, 5000);

    private readonly VirtualWorld _world = new(seed: 3);
    private readonly SimulatedTurnServer _server;
    private readonly AnswerBox _box = new();

    public IceServerDialogTests()
    {
        _server = new SimulatedTurnServer(_world, Server);
        _world.Network.Attach(Own, _box);
    }

    [Fact]
    public void A_relay_is_given_after_the_challenge_and_given_back()
    {
        var dialog = new IceServerDialog("user", "password");

        IceServerReply challenge = Ask(dialog, dialog.Allocate())!;
        Assert.Equal((401, true), (challenge.Code, challenge.IsChallenge));
        IceServerReply granted = Ask(dialog, dialog.Allocate())!;
        Assert.Equal((0, false, new IPEndPoint(Own.ToIPAddress(), 5000)), (granted.Code, granted.IsChallenge, granted.Mapped));
        Assert.Equal(Server.ToIPAddress(), granted.Relayed!.Address);
        Assert.Equal(0, Ask(dialog, dialog.Release())!.Code);
        Assert.Equal(0, _server.AllocationCount);
    }

    [Fact]
    public void A_second_refusal_is_no_challenge()
    {
        var dialog = new IceServerDialog("user", "another");

        Assert.True(Ask(dialog, dialog.Allocate())!.IsChallenge);
        IceServerReply refused = Ask(dialog, dialog.Allocate())!;

        Assert.Equal((401, false), (refused.Code, refused.IsChallenge));
    }

    [Fact]
    public void Answers_to_other_questions_and_changed_ones_are_none()
    {
        var dialog = new IceServerDialog();
        Ask(dialog, dialog.Allocate());
        byte[] answer = _box.Last;

        Assert.NotNull(dialog.Read(answer));
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] changed = answer[..random.Next(answer.Length + 1)];
            if (changed.Length > 0)
            {
                changed[random.Next(changed.Length)] ^= (byte)random.Next(1, 256);
            }

            _ = dialog.Read(changed);
        }

        dialog.Bind();
        Assert.Null(dialog.Read(answer));
    }

    private IceServerReply? Ask(IceServerDialog dialog, byte[] request)
    {
        _world.Network.Send(_world.Now, Own, Server, request);
        _world.Run(TimeSpan.FromSeconds(1));
        return dialog.Read(_box.Last);
    }

    private sealed class AnswerBox : ISimulatedHost
    {
        public byte[] Last { get; private set; } = [];

        public Timestamp NextDeadline => Timestamp.Never;

        public void HandleDatagram(Timestamp now, NetworkAddress local, NetworkAddress remote, Span<byte> datagram) => Last = datagram.ToArray();

        public void HandleDeadline(Timestamp now)
        {
        }
    }
}
