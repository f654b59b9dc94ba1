using System.IO.MemoryMappedFiles;
using Tureen.Fuzz.Inputs;

namespace Tureen.Fuzz.Driver;

/// <summary>The input that runs now, in a file that outlives the process: what an input that ends the process was.</summary>
internal sealed unsafe class CurrentInput : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _bytes;

    public CurrentInput(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, sizeof(int) + InputLimits.MaxLength);
        _view = _file.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _bytes);
    }

    public static byte[] Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return bytes[sizeof(int)..(sizeof(int) + BitConverter.ToInt32(bytes))];
    }

    public void Set(ReadOnlySpan<byte> input)
    {
        *(int*)_bytes = input.Length;
        input.CopyTo(new Span<byte>(_bytes + sizeof(int), InputLimits.MaxLength));
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
