using Tureen.Recording;

namespace Tureen.Interop.Tests.Recording;

/// <summary>A disk with room for so many bytes.</summary>
internal sealed class FullStorage(IRecordingStorage inner, long capacity) : IRecordingStorage
{
    public Stream Create(string path) => new FullStream(inner.Create(path), capacity);

    private sealed class FullStream(Stream inner, long capacity) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => inner.SetLength(value);

        /// <summary>As the system does: what fits is written.</summary>
        public override void Write(byte[] buffer, int offset, int count)
        {
            int room = (int)Math.Clamp(capacity - inner.Position, 0, count);
            inner.Write(buffer, offset, room);
            if (room < count)
            {
                throw new IOException("No space left on device");
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
