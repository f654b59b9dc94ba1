using System.Text.Json.Nodes;
using Tureen.Audio;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Client;

/// <summary>The sample that plays and records files, as its readers start it, in a room with Chromium.</summary>
public sealed class FilesSampleTests
{
    private const int SampleRate = 24_000;
    private const double PageTone = 440;
    private const double FileTone = 900;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Chromium_hears_a_file_and_is_recorded()
    {
        string folder = Directory.CreateTempSubdirectory("tureen-files").FullName;
        try
        {
            string file = Path.Combine(folder, "tone.wav");
            WriteTone(file, seconds: 120);
            await using Call call = await Call.StartAsync();
            using ChildProcess recorder = Start(call, "record", folder);
            await UntilAsync("the recorder joins", recorder, () => Task.FromResult(recorder.Log.Contains("joined", StringComparison.Ordinal)));
            BrowserPage page = await call.JoinAsync("person", options: new JsonObject { ["tone"] = PageTone });
            using ChildProcess player = Start(call, "play", file);

            await UntilAsync("the file is heard", player, async () => await HearsAsync(page, FileTone));
            await UntilAsync("something is recorded", recorder, () => Task.FromResult(Recorded(folder, "*.ivf") > 50_000 && Recorded(folder, "*.wav") > 400_000));
            player.Terminate();
            Assert.Equal(0, await player.WaitAsync(Limit));
            recorder.Terminate();
            Assert.Equal(0, await recorder.WaitAsync(Limit));

            File.Delete(file);
            Assert.Contains(Directory.GetFiles(folder, "*.wav"), static path => Amplitude(path, PageTone) > 1_000);
            int[] packets = [.. Directory.GetFiles(folder, "*.opus").Select(PacketsOf)];
            Assert.Equal(2, packets.Length);
            Assert.Contains(packets, static count => count > 100);
            byte[] video = await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(folder, "*.ivf")), TestContext.Current.CancellationToken);
            Assert.Equal("DKIF"u8.ToArray(), video[..4]);
            Assert.Equal((640, 480), (BitConverter.ToUInt16(video, 12), BitConverter.ToUInt16(video, 14)));
            Assert.Equal(0, video[44] & 1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ChildProcess Start(Call call, string action, string path) => ChildProcess.Start(
        "dotnet",
        [
            Path.Combine(RepositoryRoot.Path, "samples", "Tureen.Samples.Files", "bin", RepositoryRoot.Configuration, "net10.0", "Tureen.Samples.Files.dll"),
            action, $"http://{call.Server.Address}", Call.RoomId, path,
        ],
        networkNamespace: null);

    private static void WriteTone(string path, int seconds)
    {
        using var writer = new WavWriter(File.Create(path), SampleRate);
        writer.Write([.. Enumerable.Range(0, seconds * SampleRate).Select(static i => (short)(8_000 * Math.Sin(2 * Math.PI * FileTone * i / SampleRate)))]);
    }

    /// <summary>The amplitude of a tone in the last second but one of a file.</summary>
    private static double Amplitude(string path, double frequency)
    {
        using var reader = new WavReader(File.OpenRead(path));
        List<short> samples = [];
        short[] part = new short[reader.SampleRate];
        for (int count = reader.Read(part); count > 0; count = reader.Read(part))
        {
            samples.AddRange(part.AsSpan(0, count));
        }

        // Parts of a tenth of a second, because stretching changes the phase.
        return samples.Chunk(reader.SampleRate / 10).Max(chunk => Math.Sqrt(
            Math.Pow(chunk.Index().Sum(one => one.Item * Math.Cos(2 * Math.PI * frequency * one.Index / reader.SampleRate)), 2)
            + Math.Pow(chunk.Index().Sum(one => one.Item * Math.Sin(2 * Math.PI * frequency * one.Index / reader.SampleRate)), 2)) * 2 / chunk.Length);
    }

    private static int PacketsOf(string path)
    {
        using var reader = new OggOpusReader(File.OpenRead(path));
        int count = 0;
        while (reader.TryRead(out _, out _))
        {
            count++;
        }

        return count;
    }

    private static long Recorded(string folder, string pattern) =>
        Directory.GetFiles(folder, pattern).Where(static path => !path.EndsWith("tone.wav", StringComparison.Ordinal)).Sum(static path => new FileInfo(path).Length);

    private static async Task<bool> HearsAsync(BrowserPage page, double tone)
    {
        PageReport report = await page.ReportAsync();
        foreach (ConsumerReport consumer in report.Consumers)
        {
            JsonNode? heard = await page.CallAsync("loudestTone", consumer.PeerId);
            if (heard is not null && heard["decibels"]!.GetValue<double>() > -60 && Math.Abs(heard["frequency"]!.GetValue<double>() - tone) < 15)
            {
                return true;
            }
        }

        return false;
    }

    private static async Task UntilAsync(string what, ChildProcess process, Func<Task<bool>> isDone)
    {
        DateTime end = DateTime.UtcNow + Limit;
        while (!await isDone())
        {
            Assert.True(DateTime.UtcNow < end, $"Waited {Limit} in vain: {what}.\n{process.Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
