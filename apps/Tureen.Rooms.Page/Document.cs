using System.Runtime.InteropServices.JavaScript;

namespace Tureen.Rooms.Page;

/// <summary>The document that the program runs in.</summary>
internal static partial class Document
{
    [JSImport("setTitle", "page")]
    public static partial void SetTitle(string title);
}
