using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;
using Tureen.Tests.Engine.Sctp;
using Tureen.Tests.Fuzz;

namespace Tureen.Tests.Golden;

/// <summary>
/// The life of two associations by one seed: connecting from one side or both, messages, stream resets, more streams, restarts,
/// silence, packets that were changed on the way, and an end of either kind.
/// </summary>
internal sealed class SctpConversation
{
    private const int Actions = 120;
    private const int Streams = 12;

    private readonly SeededRandomSource _random;
    private readonly SctpMutator _mutator;
    private readonly SctpAssociationOptions _options;
    private readonly SctpScene _scene;
    private readonly SctpForger _forgerOfA;
    private readonly SctpForger _forgerOfB;
    private ulong _restarts;
    private bool _isSilent;
    private bool _hasLearned;

    public SctpConversation(ulong seed, Action<string> log)
    {
        _random = new SeededRandomSource(seed);
        _mutator = new SctpMutator(seed);
        _forgerOfA = new SctpForger(_random, Streams);
        _forgerOfB = new SctpForger(_random, Streams);
        _options = new SctpAssociationOptions
        {
            Extensions = (SctpExtensions)_random.Next(0, 15),
            Mtu = _random.Next(0, 1) == 0 ? 600 : SctpLimits.Mtu,
            OutboundStreams = (ushort)_random.Next(Streams - 4, Streams + 4),
            InboundStreams = (ushort)_random.Next(Streams - 4, Streams + 8),
            ReceiveWindow = _random.Next(20_000, 200_000),
            SendBufferLength = 60_000,
            StreamQueueLength = 30_000,
            MaxReceiveMessageLength = 15_000,
            TotalBufferedAmountLowThreshold = 10_000,
            HeartbeatInterval = TimeSpan.FromSeconds(_random.Next(0, 5)),
        };
        _scene = new SctpScene(seed, _options)
        {
            Loss = _random.Next(0, 15),
            Duplication = _random.Next(0, 5),
            Corruption = _random.Next(0, 2),
            Jitter = TimeSpan.FromMilliseconds(_random.Next(0, 30)),
            Filter = Pass,
            Log = log,
        };
    }

    public void Run()
    {
        _scene.A.Association.Connect(_scene.Now, _scene.A);
        if (_random.Next(0, 2) == 0)
        {
            _scene.B.Association.Connect(_scene.Now, _scene.B);
        }

        if (_random.Next(0, 5) == 0)
        {
            // COOKIE ECHO arrives when the cookie is stale.
            _scene.Run(TimeSpan.FromMilliseconds(30));
            BeSilent(_random.Next(60, 80));
        }

        for (int i = 0; i < Actions; i++)
        {
            Act(_random.Next(0, 1) == 0 ? _scene.A : _scene.B);
            _scene.Run(TimeSpan.FromMilliseconds(_random.Next(0, 3) == 0 ? _random.Next(0, 3000) : _random.Next(0, 40)));
        }

        _isSilent = false;
        _scene.A.IsReading = _scene.B.IsReading = true;
        _scene.Run(TimeSpan.FromMinutes(2));
        _scene.LogStats();
        _scene.A.Association.Close(_scene.A);
        _scene.B.Association.Close(_scene.B);
        _scene.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(0, _scene.Pool.Leased);
    }

    private void Act(SctpPeer peer)
    {
        switch (_random.Next(0, 59))
        {
            case < 25:
                Send(peer);
                break;
            case < 33:
                peer.Association.ResetStreams(_scene.Now, Ids(), peer);
                break;
            case < 36:
                peer.Association.AddStreams(_scene.Now, (ushort)_random.Next(1, 3), peer);
                break;
            case < 38:
                peer.Association.SetPriority(Id(), (ushort)_random.Next(1, 1024));
                break;
            case < 40:
                peer.Association.SetBufferedAmountLowThreshold(Id(), _random.Next(0, 3000));
                break;
            case < 55:
                Inject(peer);
                break;
            case < 56:
                _isSilent = _random.Next(0, 2) == 0;
                break;
            case < 57:
                peer.IsReading = !peer.IsReading;
                break;
            default:
                ActRarely(peer);
                break;
        }
    }

    private void ActRarely(SctpPeer peer)
    {
        switch (_random.Next(0, 5))
        {
            case 0:
                peer.Association.Shutdown(_scene.Now, peer);
                break;
            case 1 when _random.Next(0, 2) == 0:
                peer.Association.Close(peer);
                break;
            case < 4:
                // Closed, so that its buffers return; its ABORT is lost with it.
                peer.IsReading = true;
                peer.Association.Close(peer);
                peer.Drain();
                peer.Sent.Clear();
                peer.Restart((++_restarts * 7919) + _random.NextUInt32(), _options);
                peer.Association.Connect(_scene.Now, peer);
                break;
            default:
                // Long enough for either end to give the other up.
                BeSilent(_random.Next(1, 300));
                break;
        }
    }

    private void Send(SctpPeer peer)
    {
        for (int i = _random.Next(1, 5); i > 0; i--)
        {
            byte[] payload = new byte[_random.Next(0, 5) == 0 ? _random.Next(0, 20_000) : _random.Next(1, 1500)];
            payload.AsSpan().Fill((byte)i);
            var parameters = new SendParameters(
                IsUnordered: _random.Next(0, 1) == 0,
                Lifetime: _random.Next(0, 3) == 0 ? TimeSpan.FromMilliseconds(_random.Next(1, 500)) : null,
                MaxRetransmissions: _random.Next(0, 3) == 0 ? _random.Next(0, 2) : null);
            SendOutcome outcome = peer.SendMessage(_scene.Now, Id(), payload, parameters);
            _scene.Log?.Invoke($"send {payload.Length} {outcome}");
        }
    }

    private void Inject(SctpPeer peer)
    {
        if (_hasLearned)
        {
            // What A sends is forged for B, and the other way round.
            SctpForger forger = peer == _scene.A ? _forgerOfB : _forgerOfA;
            byte[] packet = _random.Next(0, 4) == 0 ? forger.NextRequest() : _mutator.Next(forger.Tag);
            _scene.Inject(peer, packet, out DropReason reason);
            _scene.Log?.Invoke($"inject {reason}");
        }
    }

    private void BeSilent(int seconds)
    {
        _isSilent = true;
        _scene.Run(TimeSpan.FromSeconds(seconds));
        _isSilent = false;
    }

    private ushort Id() => (ushort)_random.Next(0, Streams);

    private ushort[] Ids() => [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Id())];

    private bool Pass(bool isToB, byte[] packet)
    {
        _mutator.Learn(packet);
        _hasLearned = true;
        (isToB ? _forgerOfA : _forgerOfB).Learn(packet);
        return !_isSilent;
    }
}
