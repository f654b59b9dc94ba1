using Tureen.Engine.Forwarding;
using Tureen.Engine.Forwarding.Observers;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Forwarding.Observers;

public sealed class ActiveSpeakerObserverCoreTests : IDisposable
{
    private const byte Quiet = ObserverScene.Quiet;
    private const byte Voice = ObserverScene.Voice;

    private readonly ObserverScene _scene = new();
    private int _count = 2;

    [Fact]
    public void The_only_one_is_the_speaker()
    {
        Observe("a");
        _scene.Run(1, Quiet);
        Assert.Equal(["a"], _scene.TakeEvents());
    }

    [Fact]
    public void Who_begins_to_speak_becomes_the_speaker_and_stays_it_in_silence()
    {
        Observe("a", "b", "c");
        _scene.Run(2, Quiet, Quiet, Quiet);
        Assert.Equal(["a"], _scene.TakeEvents());
        Speak(1);
        Assert.Equal(["b"], _scene.TakeEvents());
        _scene.Run(5, Quiet, Quiet, Quiet);
        Assert.Empty(_scene.TakeEvents());
        Speak(2);
        Assert.Equal(["c"], _scene.TakeEvents());
        Speak(0);
        Assert.Equal(["a"], _scene.TakeEvents());
    }

    [Fact]
    public void A_cough_makes_no_speaker()
    {
        Observe("a", "b");
        _scene.Run(1, Quiet, Quiet);
        Speak(0);
        _scene.TakeEvents();
        for (int i = 0; i < 5; i++)
        {
            _scene.Run(0.06, Voice, 10);
            _scene.Run(0.94, Voice, Quiet);
        }

        Assert.Empty(_scene.TakeEvents());
    }

    [Fact]
    public void Steady_noise_is_no_speech()
    {
        Observe("a", "b");
        _scene.Run(30, Quiet, 45);
        Assert.Equal(["a"], _scene.TakeEvents());
    }

    [Fact]
    public void Who_sends_nothing_is_silent()
    {
        Observe("a", "b");
        Speak(0);
        _scene.TakeEvents();
        _scene.Run(1, null, Quiet);
        for (int i = 0; i < 3; i++)
        {
            _scene.Run(0.3, null, Voice);
            _scene.Run(0.1, null, Quiet);
        }

        Assert.Equal(["b"], _scene.TakeEvents());
    }

    [Fact]
    public void Who_was_away_for_hours_can_speak_again()
    {
        Observe("a", "b");
        Speak(0);
        _scene.Run(0.3, Quiet, Quiet);
        _scene.Run(3 * 3600);
        _scene.TakeEvents();
        Speak(1);
        Assert.Equal(["b"], _scene.TakeEvents());
    }

    [Fact]
    public void A_paused_producer_does_not_become_the_speaker()
    {
        ProducerCore[] producers = Observe("a", "b");
        _scene.Run(1, Quiet, Quiet);
        _scene.TakeEvents();
        _scene.Pause(producers[1]);
        Speak(1);
        Assert.Empty(_scene.TakeEvents());
        _scene.Resume(producers[1]);
        Speak(1);
        Assert.Equal(["b"], _scene.TakeEvents());
    }

    [Fact]
    public void When_the_speaker_leaves_another_is_raised_at_once()
    {
        ProducerCore[] producers = Observe("a", "b");
        _scene.Run(1, Quiet, Quiet);
        Assert.Equal(["a"], _scene.TakeEvents());
        _scene.Close(producers[0]);
        Assert.Equal(["b"], _scene.TakeEvents());
        _scene.Close(producers[1]);
        Assert.Empty(_scene.TakeEvents());
    }

    [Fact]
    public void A_paused_observer_raises_nothing()
    {
        var observer = new ActiveSpeakerObserverCore(_scene.Now, _scene.Context, new() { Id = "o" });
        ProducerCore a = _scene.Produce("a");
        observer.AddProducer(_scene.Now, a);
        observer.AddProducer(_scene.Now, _scene.Produce("b"));
        observer.Pause();
        _scene.Run(1, Quiet, Quiet);
        Speak(1);
        observer.RemoveProducer(_scene.Now, a);
        Assert.Empty(_scene.TakeEvents());
        observer.Resume(_scene.Now);
        _scene.Run(0.3, null, Quiet);
        Assert.Equal(["b"], _scene.TakeEvents());
    }

    [Fact]
    public void A_producer_is_taken_once_and_only_of_audio()
    {
        var observer = new ActiveSpeakerObserverCore(_scene.Now, _scene.Context, new() { Id = "o" });
        ProducerCore producer = _scene.Produce("a");
        observer.AddProducer(_scene.Now, producer);
        Assert.Throws<MediasoupException>(() => observer.AddProducer(_scene.Now, producer));
        Assert.Single(producer.Observed.All);

        using var video = new ForwardingScene();
        ProducerCore wrong = video.Produce(
            MediaKind.Video,
            """{ "codecs": [{ "mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000 }], "encodings": [{ "ssrc": 1 }] }""",
            """{ "kind": "video", "mimeType": "video/VP8", "clockRate": 90000 }""");
        Assert.Throws<MediasoupTypeException>(() => observer.AddProducer(_scene.Now, wrong));
    }

    public void Dispose() => _scene.Dispose();

    /// <summary>Somebody talks for two seconds, with the short breaks that speech has, and all others are quiet.</summary>
    private void Speak(int index)
    {
        byte?[] talking = [Quiet, Quiet, Quiet];
        talking[index] = Voice;
        for (int i = 0; i < 5; i++)
        {
            _scene.Run(0.3, Present(talking));
            _scene.Run(0.1, Present([Quiet, Quiet, Quiet]));
        }
    }

    private byte?[] Present(byte?[] levels) => levels[.._count];

    private ProducerCore[] Observe(params string[] ids)
    {
        _count = ids.Length;
        var observer = new ActiveSpeakerObserverCore(_scene.Now, _scene.Context, new() { Id = "o" });
        ProducerCore[] producers = [.. ids.Select(_scene.Produce)];
        foreach (ProducerCore producer in producers)
        {
            observer.AddProducer(_scene.Now, producer);
        }

        return producers;
    }
}
