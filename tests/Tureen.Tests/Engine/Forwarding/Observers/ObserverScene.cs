using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Forwarding.Observers;

/// <summary>Producers of audio whose packets state how loud they are, and what observers report of them.</summary>
internal sealed class ObserverScene : IDisposable
{
    /// <summary>A quiet room; a microphone hears it between words, too.</summary>
    public const byte Quiet = 80;
    public const byte Voice = 30;

    private const int LevelId = 1;
    private const string OpusRouter = """{ "kind": "audio", "mimeType": "audio/opus", "clockRate": 48000, "channels": 2 }""";
    private readonly ForwardingScene _scene = new();
    private readonly List<ProducerCore> _producers = [];
    private readonly byte[] _packet = new byte[60];
    private ushort _sequence;

    /// <summary>The audio of one packet, in milliseconds.</summary>
    public int PacketMilliseconds { get; init; } = 20;

    public EngineContext Context => _scene.Context;

    public Timestamp Now => _scene.Now;

    public ProducerCore Produce(string id)
    {
        ProducerCore producer = _scene.Produce(
            MediaKind.Audio,
            $$"""
            {
              "codecs": [{ "mimeType": "audio/opus", "payloadType": 100, "clockRate": 48000, "channels": 2 }],
              "headerExtensions": [{ "uri": "urn:ietf:params:rtp-hdrext:ssrc-audio-level", "id": {{LevelId}} }],
              "encodings": [{ "ssrc": {{_producers.Count + 1}} }]
            }
            """,
            OpusRouter,
            id);
        _producers.Add(producer);
        return producer;
    }

    /// <summary>Lets time pass, in which each producer sends packets of its level; who has none sends nothing.</summary>
    public void Run(double seconds, params byte?[] levels)
    {
        for (Timestamp end = Now + TimeSpan.FromSeconds(seconds); Now < end;)
        {
            _scene.Now += TimeSpan.FromMilliseconds(PacketMilliseconds);
            _sequence++;
            for (int i = 0; i < levels.Length; i++)
            {
                if (levels[i] is byte level)
                {
                    Push(_producers[i], level);
                }
            }

            RunDeadlines();
        }
    }

    public void Push(ProducerCore producer, byte level)
    {
        var writer = new RtpHeaderWriter(_packet, 100, false, _sequence, (uint)(_sequence * 48 * PacketMilliseconds), (uint)_producers.IndexOf(producer) + 1);
        writer.AddExtension(LevelId, [level]);
        writer.Finish();
        Assert.True(RtpPacket.TryParse(_packet, out RtpPacket packet));
        producer.HandleRtp(Now, packet, _scene.Sink);
    }

    /// <summary>What has been raised since the last call.</summary>
    public List<string> TakeEvents()
    {
        var raised = new List<string>();
        while (Context.Events.TryDequeue(out EngineEvent? engineEvent))
        {
            switch (engineEvent)
            {
                case AudioLevelVolumesEvent volumes:
                    raised.Add(string.Join(' ', volumes.Volumes.Select(volume => $"{volume.ProducerId}:{volume.Volume}")));
                    break;
                case AudioLevelSilenceEvent:
                    raised.Add("silence");
                    break;
                case DominantSpeakerEvent dominant:
                    raised.Add(dominant.ProducerId);
                    break;
                default:
                    break;
            }
        }

        return raised;
    }

    public void Pause(ProducerCore producer) => producer.Pause();

    public void Resume(ProducerCore producer) => producer.Resume(Now, _scene.Sink);

    public void Close(ProducerCore producer) => producer.Close(Now, _scene.Sink);

    public void Dispose() => _scene.Dispose();

    private void RunDeadlines()
    {
        while (Context.Deadlines.TryDequeueDue(Now, out DeadlineEntry entry))
        {
            entry.Owner.HandleDeadline(Now, _scene.Sink);
            Context.Deadlines.Arm(entry, entry.Owner.NextDeadline);
        }
    }
}
