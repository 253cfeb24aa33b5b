// What the program says in its console is shown where a test fails, and only there.
[assembly: CaptureConsole]
