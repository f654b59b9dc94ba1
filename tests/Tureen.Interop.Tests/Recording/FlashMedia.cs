using System.Buffers.Binary;
using Tureen.Audio;

namespace Tureen.Interop.Tests.Recording;

/// <summary>Seven seconds that flash and beep at each whole second, encoded by ffmpeg: VP8 with a key frame each second, and Opus.</summary>
/// <param name="Video">Frames, 30 in a second.</param>
/// <param name="Audio">Packets of 20 ms.</param>
internal sealed record FlashMedia(IReadOnlyList<byte[]> Video, IReadOnlyList<byte[]> Audio)
{
    public const int FrameRate = 30;

    public static readonly TimeSpan Length = TimeSpan.FromSeconds(7);

    private const int IvfHeaderLength = 32;
    private const int IvfFrameHeaderLength = 12;

    public static async Task<FlashMedia> CreateAsync(string folder)
    {
        string video = Path.Combine(folder, "flash.ivf");
        string audio = Path.Combine(folder, "beep.ogg");
        await FfmpegTool.RunAsync(
            "-f", "lavfi", "-i", "color=black:s=320x240:r=30:d=7,drawbox=color=white:t=fill:enable='lt(mod(t,1),0.1)'",
            "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-g", "30", "-b:v", "600k", video);
        await FfmpegTool.RunAsync(
            "-f", "lavfi", "-i", "aevalsrc='if(lt(mod(t,1),0.1),0.8*sin(2*PI*1000*t),0)':s=48000:d=7", "-ac", "2", "-c:a", "libopus", "-b:a", "64k", audio);
        return new FlashMedia(ReadIvf(await File.ReadAllBytesAsync(video)), ReadOgg(audio));
    }

    private static List<byte[]> ReadIvf(byte[] file)
    {
        List<byte[]> frames = [];
        for (int at = IvfHeaderLength; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));
            frames.Add(file[(at + IvfFrameHeaderLength)..(at + IvfFrameHeaderLength + length)]);
            at += IvfFrameHeaderLength + length;
        }

        return frames;
    }

    private static List<byte[]> ReadOgg(string file)
    {
        using var reader = new OggOpusReader(File.OpenRead(file));
        List<byte[]> packets = [];
        while (reader.TryRead(out ReadOnlyMemory<byte> packet, out _))
        {
            packets.Add(packet.ToArray());
        }

        return packets;
    }
}
