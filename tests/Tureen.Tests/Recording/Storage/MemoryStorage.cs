using Tureen.Recording;
using Tureen.Tests.Recording.Matroska;

namespace Tureen.Tests.Recording.Storage;

/// <summary>Files in memory, some of which take no more than so many bytes.</summary>
internal sealed class MemoryStorage(long capacity = long.MaxValue) : IRecordingStorage
{
    private readonly Dictionary<string, LimitedStream> _files = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _files.Keys;

    public Stream Create(string path)
    {
        var stream = new LimitedStream(capacity);
        _files.Add(path, stream);
        return stream;
    }

    public MatroskaFile Open(string path) => new(_files[path].ToArray());

    private sealed class LimitedStream(long capacity) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            int room = (int)Math.Clamp(capacity - Position, 0, buffer.Length);
            base.Write(buffer[..room].ToArray(), 0, room);
            if (room < buffer.Length)
            {
                throw new IOException("No space left on device");
            }
        }
    }
}
