using Tureen.Ortc;
using Tureen.Tests.Engine.Rtp;
using Tureen.Tests.Style;

namespace Tureen.Tests.Api;

/// <summary>The example of docs/BOTS.md, so that it stays true.</summary>
public sealed class BotExampleTests
{
    [Fact]
    public async Task The_example_of_a_bot_works()
    {
        await using Scene scene = await Scene.CreateAsync();
        Router router = scene.Router;
        DirectTransport human = await router.CreateDirectTransportAsync();
        Producer participant = await human.ProduceAsync(Scene.AudioOptions());
        DataProducer chat = await human.ProduceDataAsync();

        // BOTS: begin
        DirectTransport agent = await router.CreateDirectTransportAsync();

        // It hears: RTP packets, here with Opus.
        Consumer ear = await agent.ConsumeAsync(
            new ConsumerOptions { ProducerId = participant.Id, RtpCapabilities = router.RtpCapabilities, Paused = true });

        // It speaks: others consume its voice like that of anybody else.
        Producer voice = await agent.ProduceAsync(
            new ProducerOptions { Kind = MediaKind.Audio, RtpParameters = ear.RtpParameters });
        ear.OnRtp += packet => voice.Send(packet.Span);
        await ear.ResumeAsync();

        // It reads and writes.
        DataProducer answers = await agent.ProduceDataAsync(new DataProducerOptions { Label = "answers" });
        DataConsumer questions = await agent.ConsumeDataAsync(new DataConsumerOptions { DataProducerId = chat.Id });
        questions.OnMessage += message => answers.Send($"You said: {message.Text}");
        // BOTS: end

        Consumer echo = await human.ConsumeAsync(new ConsumerOptions { ProducerId = voice.Id, RtpCapabilities = router.RtpCapabilities });
        DataConsumer read = await human.ConsumeDataAsync(new DataConsumerOptions { DataProducerId = answers.Id });
        var heard = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        echo.OnRtp += packet => heard.TrySetResult(packet.ToArray());
        read.OnMessage += message => answer.TrySetResult(message.Text);
        byte[] spoken = RtpBytes.Packet(111, 1, 960, 11111111, payload: 40);
        participant.Send(spoken);
        chat.Send("hello");

        CancellationToken cancelled = TestContext.Current.CancellationToken;
        Assert.Equal(spoken[12..], (await heard.Task.WaitAsync(TimeSpan.FromSeconds(30), cancelled))[^40..]);
        Assert.Equal("You said: hello", await answer.Task.WaitAsync(TimeSpan.FromSeconds(30), cancelled));
    }

    [Fact]
    public void The_document_shows_this_very_example()
    {
        IEnumerable<string> example = Repository.ReadLines("tests/Tureen.Tests/Api/BotExampleTests.cs")
            .SkipWhile(line => line.Trim() != "// BOTS: begin")
            .Skip(1)
            .TakeWhile(line => line.Trim() != "// BOTS: end")
            .Select(line => line.Length == 0 ? line : line[8..]);
        string[] shown = [.. Repository.ReadLines("docs/BOTS.md").SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```")];

        Assert.Equal(["using Tureen;", "using Tureen.Ortc;", ""], shown.Take(3));
        Assert.Equal(example, shown.Skip(3));
    }
}
