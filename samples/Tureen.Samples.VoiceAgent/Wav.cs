using Tureen.Audio;

namespace Tureen.Samples.VoiceAgent;

/// <summary>Samples as the services of speech take and give them.</summary>
internal static class Wav
{
    public static MemoryStream Write(ReadOnlySpan<short> samples, int sampleRate)
    {
        var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, sampleRate, leavesOpen: true))
        {
            writer.Write(samples);
        }

        stream.Position = 0;
        return stream;
    }

    /// <summary>Reads a file, and converts it if it has another rate.</summary>
    public static short[] Read(ReadOnlyMemory<byte> file, int sampleRate)
    {
        using var reader = new WavReader(new MemoryStream(file.ToArray()));
        List<short> samples = [];
        short[] part = new short[reader.SampleRate];
        AudioResampler? resampler = reader.SampleRate == sampleRate ? null : new AudioResampler(reader.SampleRate, sampleRate);
        short[] converted = resampler is null ? [] : new short[resampler.MaxOutput(part.Length)];
        for (int count = reader.Read(part); count > 0; count = reader.Read(part))
        {
            samples.AddRange(resampler is null
                ? part.AsSpan(0, count)
                : converted.AsSpan(0, resampler.Process(part.AsSpan(0, count), converted)));
        }

        return [.. samples];
    }
}
